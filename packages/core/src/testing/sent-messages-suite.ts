import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SentMessages } from '../notifications/index.ts';

const RACERS = 10;

/** What every memory of messages that went out promises. */
export function sentMessagesSuite(
  engine: string,
  open: () => Promise<{ sent: SentMessages; dispose: () => Promise<void> }>,
): void {
  describe(`messages that went out, in ${engine}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.dispose());

    const newId = () => globalThis.crypto.randomUUID();
    function counted(failures = 0) {
      const count = { started: 0 };
      const send = async () => {
        count.started += 1;
        if (count.started <= failures) throw new Error('not sent');
      };
      return { count, send };
    }

    it('lets a message out once, however often and by however many it is sent', async () => {
      const [id, { count, send }] = [newId(), counted()];
      await Promise.all(Array.from({ length: RACERS }, () => opened.sent.once(id, send)));
      await opened.sent.once(id, send);
      expect(count.started).toBe(1);
    });

    it('lets others out meanwhile', async () => {
      const gate = Promise.withResolvers<void>();
      const first = opened.sent.once(newId(), () => gate.promise);
      const { count, send } = counted();
      await opened.sent.once(newId(), send);
      expect(count.started).toBe(1);
      gate.resolve();
      await first;
    });

    it('lets it out again where sending failed, with its own error', async () => {
      const [id, { count, send }] = [newId(), counted(1)];
      await expect(opened.sent.once(id, send)).rejects.toThrow('not sent');
      await opened.sent.once(id, send);
      await opened.sent.once(id, send);
      expect(count.started).toBe(2);
    });

    it('lets the next one try where the first of two fails', async () => {
      const [id, { count, send }] = [newId(), counted(1)];
      const ends = await Promise.allSettled([
        opened.sent.once(id, send),
        opened.sent.once(id, send),
      ]);
      expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(count.started).toBe(2);
    });

    it('takes an id as it is', async () => {
      const { count, send } = counted();
      for (const id of ["'; --", '\u{1F511}'.repeat(30), `${newId()} `]) {
        await opened.sent.once(id, send);
        await opened.sent.once(id, send);
      }
      expect(count.started).toBe(3);
    });

    it('forgets what is older than told, and nothing else', async () => {
      const [id, { count, send }] = [newId(), counted()];
      await opened.sent.once(id, send);
      await opened.sent.forgetBefore(new Date(Date.now() - 60_000));
      await opened.sent.once(id, send);
      expect(count.started).toBe(1);
      await opened.sent.forgetBefore(new Date(Date.now() + 60_000));
      await opened.sent.once(id, send);
      expect(count.started).toBe(2);
    });
  });
}
