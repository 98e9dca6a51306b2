import type { ServerEvent } from '@madrigal/contract';
import { eventually } from '../acceptance/harness/eventually.ts';
import { fetchToken, type Session } from '../acceptance/harness/session.ts';

/** An open page's stream of events from one replica. It does not come back by itself. */
export interface Listening {
  heard: ServerEvent[];
  /** Waits for an event of this type that has not been waited for. */
  until(type: ServerEvent['type']): Promise<void>;
  stop(): void;
}

export async function listenAt(replicaUrl: string, session: Session): Promise<Listening> {
  const hangUp = new AbortController();
  const headers = { authorization: `Bearer ${await fetchToken(session)}` };
  const url = new URL('/api/v1/events', replicaUrl);
  const response = await fetch(url, { headers, signal: hangUp.signal });
  if (!response.ok) throw new Error(`${replicaUrl} answered ${response.status}`);
  const heard: ServerEvent[] = [];
  void read(response, heard).catch(() => {}); // hung up
  let seen = 0;
  return {
    heard,
    until: async (type) => {
      const index = await eventually(`${type} at ${replicaUrl}`, async () => {
        const found = heard.findIndex((event, at) => at >= seen && event.type === type);
        return found < 0 ? null : { found };
      });
      seen = index.found + 1;
    },
    stop: () => hangUp.abort(),
  };
}

async function read(response: Response, heard: ServerEvent[]): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (data) heard.push(JSON.parse(data));
    }
  }
}
