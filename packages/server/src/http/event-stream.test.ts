import { newId } from '@madrigal/core/shared';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createServices, startServer } from './testing/server.ts';

const uploadId = newId();
const stops: (() => Promise<unknown>)[] = [];

async function start() {
  const services = createServices();
  const stopped = vi.fn();
  const { subscribe } = services.events;
  vi.spyOn(services.events, 'subscribe').mockImplementation(async (...args) => {
    const stop = await subscribe(...args);
    return () => {
      stop();
      stopped();
    };
  });
  const { app } = await startServer({ services });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  stops.push(() => app.close());
  return { url: `${address}/api/v1/events`, events: services.events, stopped };
}

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Reads a stream until `count` messages have come. */
async function read(response: Response, count: number): Promise<string[]> {
  const messages: string[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    messages.push(...parts);
    if (messages.length >= count) break;
  }
  return messages;
}

async function listen(url: string, headers: Record<string, string> = {}) {
  const gone = new AbortController();
  stops.push(async () => gone.abort());
  return fetch(url, {
    headers: { authorization: 'Bearer listener', ...headers },
    signal: gone.signal,
  });
}

describe('the event stream', () => {
  test('tells the caller what happens', async () => {
    const { url, events } = await start();
    const response = await listen(url);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    await events.publish({ userId: 'someone else' }, { type: 'resync' });
    await events.publish({ userId: 'listener' }, { type: 'upload.changed', uploadId });
    expect(await read(response, 2)).toEqual([
      'retry: 2000',
      `id: 2\ndata: {"type":"upload.changed","uploadId":"${uploadId}"}`,
    ]);
  });

  test('goes on after the last event that was seen', async () => {
    const { url } = await start();
    const response = await listen(url, { 'last-event-id': '7' });
    expect((await read(response, 2))[1]).toContain('"resync"');
  });

  test('is for those who are signed in, and only read', async () => {
    const { url } = await start();
    expect((await fetch(url)).status).toBe(401);
    const posted = await fetch(url, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('stops listening when the client goes', async () => {
    const { url, stopped } = await start();
    const gone = new AbortController();
    const headers = { authorization: 'Bearer listener' };
    const response = await fetch(url, { headers, signal: gone.signal });
    expect(stopped).not.toHaveBeenCalled();
    gone.abort();
    await expect(response.text()).rejects.toThrow();
    await vi.waitFor(() => expect(stopped).toHaveBeenCalledOnce());
  });
});
