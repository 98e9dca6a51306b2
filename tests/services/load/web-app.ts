import { join } from 'node:path';
import type { ErrorCode, Song, Stream, UploadDetails } from '@madrigal/contract';
import { root } from '../program.ts';

/**
 * Parts of the web app that know no page, as they are: how long its player and its uploader try is
 * theirs to say. They are typed for browsers, so what is used of them is written down here.
 */
const load = (path: string) => import(join(root, 'apps/web/src', path));

export type AudioEvent =
  | { type: 'time'; positionMs: number; durationMs: number | null; bufferedMs: number }
  | { type: 'playing' }
  | { type: 'ended' }
  | { type: 'failed'; undecodable: boolean };

/** What a player asks of a loudspeaker. */
export interface Output {
  load(url: string, positionMs: number): void;
  play(): Promise<void>;
  pause(): void;
  unload(): void;
  seek(positionMs: number): void;
  prepare(url: string, gain: number): void;
  takeOver(url: string, fadeMs: number): boolean;
  endEarly(): void;
  setVolume(volume: number, muted: boolean): void;
  setGain(gain: number): void;
  listen(listener: (event: AudioEvent) => void): void;
}

export interface WebApp {
  ApiError: new (code: ErrorCode | 'network', detail: string) => Error & { code: string };
  errorOf(response: Response): Promise<Error & { code: string }>;
  PutError: new (status: number) => Error & { status: number };
  createStreams(fetch: (songId: string) => Promise<Stream>, now: () => number): object;
  createPlayer(deps: {
    store: object;
    audio: Output;
    streams: object;
    isAway(url: string): Promise<boolean>;
    wait(ms: number): Promise<void>;
    now(): number;
    random(): number;
    onFailure(song: Song, failure: string, cause: unknown): void;
  }): { playFrom(songs: readonly Song[], index: number): void; clear(): void };
  isAway(url: string): Promise<boolean>;
  createStore(): object;
  createUploader(deps: UploaderDeps): Uploader;
}

export interface UploadApi {
  create(body: object, signal: AbortSignal): Promise<UploadDetails>;
  get(uploadId: string, signal?: AbortSignal): Promise<UploadDetails>;
  list(cursor: string | null): Promise<object>;
  signParts(uploadId: string, partNumbers: number[], signal: AbortSignal): Promise<object>;
  complete(uploadId: string, signal: AbortSignal): Promise<UploadDetails>;
  retry(uploadId: string): Promise<UploadDetails>;
  cancel(uploadId: string): Promise<void>;
}

interface UploaderDeps {
  api: UploadApi;
  put(url: string, bytes: Blob, signal: AbortSignal): Promise<void>;
  keeper: object;
  patience: object;
  now(): number;
  newKey(): string;
  schedule(flush: () => void): void;
  maxSizeBytes: number;
  onSongReady(songId: string): void;
}

interface Uploader {
  add(files: readonly { file: File; path: string }[]): unknown;
  subscribe(listener: () => void): () => void;
  snapshot(): { items: readonly { key: string; name: string; phase: string; fault: unknown }[] };
}

export async function loadWebApp(): Promise<WebApp> {
  const [problem, put, streams, player, away, store, uploader] = await Promise.all([
    load('api/problem.ts'),
    load('features/uploads/engine/put.ts'),
    load('features/player/streams.ts'),
    load('features/player/controller.ts'),
    load('features/player/is-away.ts'),
    load('features/player/store.ts'),
    load('features/uploads/engine/uploader.ts'),
  ]);
  return {
    ...problem,
    ...put,
    ...streams,
    ...player,
    ...away,
    ...uploader,
    createStore: () => storeOf(store.initialState),
  };
}

type Change = object | ((state: object) => object);

function storeOf(initial: object) {
  let state = initial;
  return {
    getState: () => state,
    setState: (change: Change) => {
      state = { ...state, ...(typeof change === 'function' ? change(state) : change) };
    },
  };
}
