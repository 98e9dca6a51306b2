import type { ServerEvent } from '@madrigal/contract';
import type { Client } from './client.ts';

/** An event of the stream, with the id to come back with. */
export interface Heard {
  id: string;
  event: ServerEvent;
}

/**
 * Hears the events of a caller from behind an event, or from now on, until one comes of which `isLast`
 * says so; then hangs up.
 */
export async function hear(
  client: Client,
  lastEventId: string | null,
  isLast: (heard: Heard) => boolean,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<Heard[]> {
  const headers = lastEventId === null ? {} : { 'last-event-id': lastEventId };
  const stream = await client.request('/api/v1/events', { headers });
  await meanwhile();
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const heard = heardIn(text);
    // Leaving the loop hangs up.
    if (heard.some(isLast)) return heard;
  }
  throw new Error(`The stream ended too early: ${text}`);
}

function heardIn(text: string): Heard[] {
  return Array.from(text.matchAll(/^id: (.+)\ndata: (.+)\n\n/gm), ([, id = '', data = '']) => ({
    id,
    event: JSON.parse(data),
  }));
}
