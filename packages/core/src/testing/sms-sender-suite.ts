import type { SmsMessage } from '@madrigal/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SmsSender } from '../notifications/index.ts';

const RACERS = 10;

/**
 * What every engine for texts promises. `arrived` tells what reached a number, oldest first;
 * `cut` takes away what the engine sends by.
 */
export function smsSenderSuite(
  engine: string,
  open: () => Promise<{
    sender: SmsSender;
    arrived: (to: string) => Promise<string[]>;
    cut: () => Promise<void>;
    dispose: () => Promise<void>;
  }>,
): void {
  describe(`texts by ${engine}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.dispose());

    const message = (to: string, text: string): SmsMessage => ({
      id: globalThis.crypto.randomUUID(),
      to,
      text,
    });

    it('delivers a text as it was written', async () => {
      const text = 'Grüße, 123456 — "it\'s" 100 % <b>yours</b> \u{1F511}\nsecond line';
      await opened.sender.send(message('+4930111111', text));
      expect(await opened.arrived('+4930111111')).toEqual([text]);
    });

    it('delivers a text once, however often and by however many it is sent', async () => {
      const repeated = message('+4930222222', 'once');
      await Promise.all(Array.from({ length: RACERS }, () => opened.sender.send(repeated)));
      await opened.sender.send(repeated);
      expect(await opened.arrived('+4930222222')).toEqual(['once']);
    });

    it('delivers the same text twice where it was written twice', async () => {
      for (let times = 0; times < 2; times += 1) {
        await opened.sender.send(message('+4930333333', 'twice'));
      }
      expect(await opened.arrived('+4930333333')).toEqual(['twice', 'twice']);
    });

    it('says that it may work later when it cannot send', async () => {
      await opened.cut();
      await expect(opened.sender.send(message('+4930444444', 'x'))).rejects.toMatchObject({
        code: 'unavailable',
      });
    });
  });
}
