import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ArtistSummary, Song } from '@madrigal/core/catalog';
import { planStream, type StreamPlan, type StreamWish } from '@madrigal/core/delivery';
import type { LiveCodec } from '@madrigal/core/media/process';
import { attachment, type BlobKey } from '@madrigal/core/shared';
import { z } from 'zod';
import { type IdKind, readId, readIdOf } from '../ids.ts';
import { type Context, type Method, reads } from '../method.ts';
import { count, flag, text } from '../params.ts';

/** Names of formats that apps use, for what can be encoded. */
const formats: Readonly<Record<string, StreamWish['format']>> = {
  raw: 'raw',
  mp3: 'mp3',
  opus: 'opus',
  ogg: 'opus',
  oga: 'opus',
  aac: 'aac',
  m4a: 'aac',
};

const mediaTypes: Readonly<Record<LiveCodec, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
};

const streamParams = z.object({
  id: text,
  maxBitRate: count(0),
  format: text.optional(),
  /** Seconds from the start of the song (extension `transcodeOffset`). */
  timeOffset: count(0),
  estimateContentLength: flag.default(false),
});

export const media: Record<string, Method> = {
  stream: reads(streamParams, async (params, context) => {
    const { services, settings, caller } = context;
    const song = await services.catalog.getSong(caller, readIdOf('song', params.id));
    const plan = planStream(song, {
      format: formats[params.format?.toLowerCase() ?? ''] ?? null,
      maxKbps: params.maxBitRate > 0 ? params.maxBitRate : null,
      startMs: params.timeOffset * 1000,
    });
    if (plan.kind === 'encode') return sendLive(song, plan, params.estimateContentLength, context);
    return settings.redirectApps
      ? sendToEdge(services.delivery.urlOfWhole(song, plan.file.key), context)
      : sendFile(plan.file.key, context);
  }),
  download: reads(z.object({ id: text }), async ({ id }, context) => {
    const song = await context.services.catalog.getSong(context.caller, readIdOf('song', id));
    const { key } = song.original;
    const name = `${song.title}.${key.slice(key.lastIndexOf('.') + 1)}`;
    context.reply.raw.setHeader('content-disposition', attachment(name));
    return sendFile(key, context);
  }),
  getCoverArt: reads(z.object({ id: text, size: count(0) }), async ({ id, size }, context) => {
    const keys = await coversOf(id, context);
    const jpeg = await context.services.covers.toJpeg(keys, size > 0 ? size : null);
    context.reply
      .header('cache-control', 'private, max-age=86400')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .type('image/jpeg')
      .send(jpeg);
    return null;
  }),
};

function sendToEdge(url: string, { reply }: Context): null {
  reply.header('cache-control', 'no-store').redirect(url);
  return null;
}

function sendFile(key: BlobKey, { services, request, reply }: Context): null {
  reply.hijack();
  services.sendFile(key, request.raw, reply.raw);
  return null;
}

/** Encodes on the way. How long it gets nobody knows, so there are no ranges. */
async function sendLive(
  song: Song,
  plan: Extract<StreamPlan, { kind: 'encode' }>,
  estimate: boolean,
  { services, request, reply }: Context,
): Promise<null> {
  const { codec, bitrateKbps, startMs } = plan;
  const gone = new AbortController();
  const res = reply.raw;
  res.once('close', () => gone.abort(new Error('The listener has gone.')));
  const begin = () => {
    reply.hijack();
    const expected = Math.floor(((song.durationMs - startMs) * bitrateKbps) / 8);
    res.writeHead(200, {
      'content-type': mediaTypes[codec],
      'accept-ranges': 'none',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      ...(estimate && { 'x-estimated-content-length': String(Math.max(0, expected)) }),
    });
  };
  if (request.method === 'HEAD') {
    begin();
    res.end();
    return null;
  }
  try {
    await services.liveStreams.send(song, plan, {
      signal: gone.signal,
      send: (chunk) => {
        if (!res.headersSent) begin();
        return write(res, chunk, gone.signal);
      },
    });
    if (!res.headersSent) begin();
    res.end();
  } catch (error) {
    if (!res.headersSent && !gone.signal.aborted) throw error;
    if (!gone.signal.aborted) request.log.error({ err: error }, 'a live stream broke off');
    if (!res.headersSent) reply.hijack();
    // Cutting the connection tells the app that the rest is missing.
    res.destroy();
  }
  return null;
}

async function write(res: ServerResponse, chunk: Uint8Array, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!res.write(chunk)) await once(res, 'drain', { signal });
}

/** The picture of whatever has one, or those that stand for it together. */
async function coversOf(text: string, context: Context): Promise<BlobKey[]> {
  const { kind, id } = readId(text);
  if (kind !== 'playlist') return [await coverOf(kind, id, context)].filter((key) => key !== null);
  const { cover, mosaic } = await context.services.library.playlists.get(context.caller, id);
  return cover ? [cover] : mosaic;
}

async function coverOf(
  kind: Exclude<IdKind, 'playlist'>,
  id: string,
  { services, caller }: Context,
): Promise<BlobKey | null> {
  switch (kind) {
    case 'song':
      return (await services.catalog.getSong(caller, id)).cover;
    case 'album':
      return (await services.catalog.getAlbum(caller, id)).album.cover;
    case 'artist':
      return pictureOf((await services.catalog.getArtist(caller, id)).artist);
  }
}

function pictureOf({ picture, cover }: ArtistSummary): BlobKey | null {
  return picture ?? cover;
}
