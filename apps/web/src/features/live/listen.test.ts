import type { ServerEvent } from '@madrigal/contract';
import { expect, it } from 'vitest';
import { listen } from './listen.ts';

const resync = 'data: {"type":"resync"}\n\n';
const changed = 'id: 9\ndata: {"type":"catalogue.changed"}\n\n';

/** Listens to answers, one per connection, until they are used up. */
async function hear(answers: (string | Error)[]) {
  const control = new AbortController();
  const log = { ids: [] as (string | null)[], waits: [] as number[], events: [] as ServerEvent[] };
  await listen(
    {
      open: async (lastEventId) => {
        log.ids.push(lastEventId);
        const answer = answers.shift() ?? '';
        if (answer instanceof Error) throw answer;
        return new Blob([answer]).stream();
      },
      wait: async (ms) => {
        log.waits.push(ms);
        if (answers.length === 0) control.abort();
      },
      onEvent: (event) => log.events.push(event),
    },
    control.signal,
  );
  return log;
}

it('goes on after the last event when the stream ends', async () => {
  const { ids, events } = await hear([changed, resync, '']);
  expect(events.map(({ type }) => type)).toEqual(['catalogue.changed', 'resync']);
  expect(ids).toEqual([null, '9', '9']);
});

it('waits longer and longer for a server that is gone, and not once it is back', async () => {
  const gone = new Error('gone');
  const { waits } = await hear([gone, gone, gone, gone, gone, gone, resync, gone]);
  expect(waits).toEqual([2000, 5000, 10_000, 30_000, 30_000, 30_000, 1000, 2000]);
});

it('skips what it does not understand', async () => {
  const { events } = await hear([`data: {"type":"new.kind"}\n\ndata: {\n\n${changed}`]);
  expect(events).toEqual([{ type: 'catalogue.changed' }]);
});
