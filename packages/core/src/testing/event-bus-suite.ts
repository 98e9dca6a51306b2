import type { ServerEvent } from '@madrigal/contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventBus, PublishedEvent } from '../notifications/index.ts';
import { newId } from '../shared/index.ts';

/** Two ends of one bus; the same object where the engine lives in one process. */
export interface EventBusSetup {
  publisher: EventBus;
  subscriber: EventBus;
  dispose: () => Promise<void>;
}

const PATIENCE = { timeout: 60_000, interval: 10 };
const ada = 'user-ada';
const bert = 'user-bert';

function changed(): ServerEvent {
  return { type: 'upload.changed', uploadId: newId() };
}

/** Every promise of {@link EventBus}, for any engine that remembers `remembered` events. */
export function describeEventBus(
  name: string,
  setup: (options: { remembered: number }) => Promise<EventBusSetup>,
): void {
  describe(`event bus: ${name}`, () => {
    let context: EventBusSetup;
    beforeEach(async () => {
      context = await setup({ remembered: 20 });
    });
    afterEach(() => context.dispose());

    async function listen(userId: string, afterId: string | null = null) {
      const heard: PublishedEvent[] = [];
      const stop = await context.subscriber.subscribe(userId, afterId, (event) =>
        heard.push(event),
      );
      const waitFor = (count: number) =>
        vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(count), PATIENCE);
      return { heard, stop, waitFor, events: () => heard.map(({ event }) => event) };
    }

    const publish = (userId: string, event: ServerEvent) =>
      context.publisher.publish({ userId }, event);

    test('tells a user their own events and those for everyone, in order', async () => {
      const listener = await listen(ada);
      const [first, second] = [changed(), changed()];
      await publish(ada, first);
      await publish(bert, changed());
      await context.publisher.publish('everyone', { type: 'catalogue.changed' });
      await publish(ada, second);
      await listener.waitFor(3);
      expect(listener.events()).toEqual([first, { type: 'catalogue.changed' }, second]);
    });

    test('tells every listener of a user', async () => {
      const listeners = [await listen(ada), await listen(ada)];
      await publish(ada, changed());
      for (const listener of listeners) await listener.waitFor(1);
    });

    test('tells nothing from before, and nothing after stopping', async () => {
      await publish(ada, changed());
      const stopped = await listen(ada);
      stopped.stop();
      const listener = await listen(ada);
      const event = changed();
      await publish(ada, event);
      await listener.waitFor(1);
      expect(listener.events()).toEqual([event]);
      expect(stopped.heard).toEqual([]);
    });

    test('goes on where a listener left off, without loss or repetition', async () => {
      const first = await listen(ada);
      const events = Array.from({ length: 10 }, changed);
      for (const event of events.slice(0, 4)) await publish(ada, event);
      await first.waitFor(4);
      first.stop();
      for (const event of events.slice(4, 8)) await publish(ada, event);
      const second = await listen(ada, first.heard.at(-1)?.id);
      for (const event of events.slice(8)) await publish(ada, event);
      await second.waitFor(6);
      expect(second.events()).toEqual(events.slice(4));
    });

    test('tells all that was missed at once, in its order', async () => {
      const first = await listen(ada);
      await publish(ada, changed());
      await first.waitFor(1);
      first.stop();
      const missed = Array.from({ length: 15 }, changed);
      for (const event of missed) await publish(ada, event);
      const second = await listen(ada, first.heard[0]?.id);
      await second.waitFor(missed.length);
      expect(second.events()).toEqual(missed);
    });

    test('does not repeat events to others when one listener resumes', async () => {
      const steady = await listen(ada);
      await publish(ada, changed());
      await steady.waitFor(1);
      const resumed = await listen(ada, steady.heard[0]?.id);
      await publish(ada, changed());
      await resumed.waitFor(1);
      await steady.waitFor(2);
      expect([steady.heard.length, resumed.heard.length]).toEqual([2, 1]);
    });

    test('tells what was for somebody no more once they are forgotten', async () => {
      const first = await listen(ada);
      await publish(ada, changed());
      await first.waitFor(1);
      first.stop();
      for (let index = 0; index < 3; index += 1) await publish(ada, changed());
      const kept = changed();
      await publish(bert, kept);
      for (const _ of [1, 2]) await context.publisher.forgetUser(ada);
      const second = await listen(ada, first.heard[0]?.id);
      const other = await listen(bert, first.heard[0]?.id);
      const next = changed();
      await publish(ada, next);
      await publish(bert, next);
      await vi.waitFor(() => expect(second.events().at(-1)).toEqual(next), PATIENCE);
      await vi.waitFor(() => expect(other.events().at(-1)).toEqual(next), PATIENCE);
      const told = (events: ServerEvent[]) => events.filter(({ type }) => type !== 'resync');
      expect(told(second.events())).toEqual([next]);
      expect(told(other.events()).slice(-2)).toEqual(
        other.events()[0]?.type === 'resync' ? [next] : [kept, next],
      );
    });

    test('asks for a resync when what was missed is forgotten', async () => {
      const first = await listen(ada);
      await publish(ada, changed());
      await first.waitFor(1);
      first.stop();
      for (let index = 0; index < 25; index += 1) await publish(bert, changed());
      const second = await listen(ada, first.heard[0]?.id);
      await second.waitFor(1);
      expect(second.events()[0]).toEqual({ type: 'resync' });
      const event = changed();
      await publish(ada, event);
      await second.waitFor(2);
      expect(second.events()).toEqual([{ type: 'resync' }, event]);
    });

    test('resumes after a resync', async () => {
      const first = await listen(ada, 'of-another-life');
      await first.waitFor(1);
      first.stop();
      const event = changed();
      await publish(ada, event);
      const second = await listen(ada, first.heard[0]?.id);
      await second.waitFor(1);
      expect(second.events()).toEqual([event]);
    });

    test.each([
      ['nothing', ''],
      ['a dot', '.'],
      ['a negative number', '-1'],
      ['a float', '1e9'],
      ['SQL', "'; drop table events; --"],
      ['10,000 characters', 'x'.repeat(10_000)],
      ['a huge number', '99999999999999999999'],
    ])('asks for a resync after a made-up id: %s', async (_name, id) => {
      const listener = await listen(ada, id);
      await listener.waitFor(1);
      expect(listener.events()[0]).toEqual({ type: 'resync' });
    });
  });
}
