import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type AudioFixture, synthesise, synthesisePicture } from '../../fixtures/audio.ts';
import type { LocalFile } from './send-file.ts';

/** A playable file that no instance has seen before: its comment makes it unique. */
export async function audioFile(fixture: AudioFixture): Promise<LocalFile> {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-audio-'));
  try {
    const tags = { comment: crypto.randomUUID(), ...fixture.tags };
    const path = await synthesise(folder, { ...fixture, tags });
    return { name: basename(path), bytes: await readFile(path) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A small picture as PNG, for covers and for files that are not audio. */
export async function pictureFile(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'madrigal-picture-'));
  try {
    return await readFile(
      await synthesisePicture(join(folder, 'a.png'), { width: 64, height: 64 }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
