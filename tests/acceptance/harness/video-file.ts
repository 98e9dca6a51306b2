import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { VideoPlayback } from '@madrigal/contract';
import { synthesiseVideo, type VideoFixture } from '../../fixtures/video.ts';
import type { Client } from './client.ts';
import { eventually } from './eventually.ts';
import { type LocalFile, processed, sendFile } from './send-file.ts';

/** A synthesised video in memory. */
export async function videoFile(fixture: VideoFixture): Promise<LocalFile> {
  const dir = await mkdtemp(join(tmpdir(), 'madrigal-video-'));
  try {
    const path = await synthesiseVideo(dir, fixture);
    return { name: basename(path), bytes: await readFile(path) };
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Uploads a photo or video; answers the id of the item it became. @throws when it became none */
export async function addMedia(client: Client, file: LocalFile): Promise<string> {
  const { id } = await sendFile(client, file);
  const { processing } = await processed(client, id);
  if (processing.mediaId === null) throw new Error(`${file.name}: ${JSON.stringify(processing)}`);
  return processing.mediaId;
}

/** What a player needs, as soon as the video is ready. */
export function playable(client: Client, mediaId: string): Promise<VideoPlayback> {
  return eventually(
    `video ${mediaId}`,
    async () => {
      const answer = await client.call('watchVideo', { params: { mediaId } });
      if (answer.ok) return answer.body;
      if (answer.problem.code === 'rendition_not_ready') return false;
      throw new Error(JSON.stringify(answer.problem));
    },
    90_000,
  );
}
