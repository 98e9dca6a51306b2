import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSong, type Client } from '../../acceptance/harness/index.ts';
import { synthesise } from '../../fixtures/audio.ts';
import { id3Tag, textFrame, userTextFrame } from '../../fixtures/id3.ts';
import type { KnownSong } from './listener.ts';

const ID3_HEADER_BYTES = 10;

/** Makes MP3 files that no instance has seen: the same sound each time, under other tags. */
export async function createSongMaker(seconds: number) {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-songs-'));
  try {
    const bytes = await readFile(await synthesise(folder, { format: 'mp3', seconds }));
    const sound = withoutTag(bytes);
    let made = 0;
    return (): { name: string; bytes: Uint8Array<ArrayBuffer> } => {
      made += 1;
      const title = `Song ${made} ${crypto.randomUUID()}`;
      const tag = id3Tag([
        textFrame('TIT2', title),
        textFrame('TPE1', 'The Replicas'),
        textFrame('TALB', 'Rolling'),
        userTextFrame('id', title),
      ]);
      return { name: `${title}.mp3`, bytes: new Uint8Array(Buffer.concat([tag, sound])) };
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function withoutTag(bytes: Buffer): Buffer {
  if (bytes.subarray(0, 3).toString('latin1') !== 'ID3') return bytes;
  const size = [...bytes.subarray(6, ID3_HEADER_BYTES)].reduce((sum, byte) => sum * 128 + byte, 0);
  return bytes.subarray(ID3_HEADER_BYTES + size);
}

/** Puts a song into the library and takes down what an edge must send of it. */
export async function addKnownSong(
  client: Client,
  file: { name: string; bytes: Uint8Array },
): Promise<KnownSong> {
  const songId = await addSong(client, file);
  const song = await client.must('getSong', { params: { songId } });
  const { url, sizeBytes } = await client.must('streamSong', { params: { songId } });
  const response = await fetch(new URL(url, client.baseUrl));
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok || bytes.byteLength !== sizeBytes) throw new Error(`edge: ${response.status}`);
  return { song, sizeBytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
