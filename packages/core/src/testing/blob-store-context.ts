import type { BlobKey, BlobReader, BlobStore } from '../shared/index.ts';

/** What the suite needs of an engine: an empty store, and how to take it down again. */
export interface BlobStoreSetup {
  store: BlobStore;
  /** Sends bytes to a presigned URL as a browser would; answers whether they were accepted. */
  put: (url: string, body: Uint8Array) => Promise<boolean>;
  /** What a browser is answered that follows a presigned URL. */
  get: (url: string) => Promise<Response>;
  /** False for stand-ins of an engine that accept whatever is signed wrongly. */
  checksPresigned: boolean;
  dispose: () => Promise<void>;
}

export type Context = () => BlobStoreSetup;

/** Bytes that differ from place to place, so that a wrong offset shows. */
export function patterned(size: number, seed = 0): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 8) * 17 + seed) & 0xff;
  return bytes;
}

export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.byteLength; i += size) yield bytes.subarray(i, i + size);
}

export async function allOf({ chunks }: BlobReader): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const chunk of chunks) copies.push(Buffer.from(chunk));
  return Buffer.concat(copies);
}

export async function textOf(store: BlobStore, each: BlobKey): Promise<string> {
  return (await allOf(await store.read(each))).toString();
}

export async function keysOf(store: BlobStore, prefix: string): Promise<string[]> {
  return (await store.list(prefix, { limit: 1000 })).items.map((item) => item.key);
}

export function inMinutes(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}
