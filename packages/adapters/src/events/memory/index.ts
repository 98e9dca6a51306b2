import { randomUUID } from 'node:crypto';
import type {
  Audience,
  EventBus,
  EventListener,
  PublishedEvent,
} from '@madrigal/core/notifications';

interface Remembered extends PublishedEvent {
  /** Null for somebody who is forgotten. */
  audience: Audience | null;
}

/** Events that late-comers can still be told. */
const REMEMBERED = 1000;

/** Events within one process. */
export function createMemoryEvents(options: { remembered?: number } = {}): EventBus {
  const limit = options.remembered ?? REMEMBERED;
  const run = randomUUID(); // ids of an earlier process are not ours
  const past: Remembered[] = [];
  const listeners = new Set<(published: Remembered) => void>();
  let count = 0;

  return {
    async publish(audience, event) {
      count += 1;
      const published = { id: `${run}.${count}`, audience, event };
      past.push(published);
      if (past.length > limit) past.shift();
      for (const listener of [...listeners]) listener(published);
    },
    async subscribe(userId, afterId, listener) {
      const tell = (published: Remembered) => {
        if (concerns(published.audience, userId)) listener(published);
      };
      replay(afterId, tell, listener);
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    async forgetUser(userId) {
      // The places stay: ids are counted.
      for (const [place, { id, audience }] of past.entries()) {
        const isTheirs = audience !== 'everyone' && audience?.userId === userId;
        if (isTheirs) past[place] = { id, audience: null, event: { type: 'resync' } };
      }
    },
  };

  function replay(
    afterId: string | null,
    tell: (published: Remembered) => void,
    listener: EventListener,
  ): void {
    if (afterId === null) return;
    const [ofRun, number] = afterId.split('.');
    const missed = count - Number(number);
    const known = ofRun === run && missed >= 0 && missed <= past.length;
    if (known) for (const published of past.slice(past.length - missed)) tell(published);
    else listener({ id: `${run}.${count}`, event: { type: 'resync' } });
  }
}

function concerns(audience: Remembered['audience'], userId: string): boolean {
  return audience === 'everyone' || audience?.userId === userId;
}
