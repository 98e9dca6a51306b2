import { createHash } from 'node:crypto';
import type { AudioTools } from '../process/index.ts';

const MOST = 16;

/**
 * Audio tools that prepare a picture once for the songs of an album, which mostly come together and
 * share it. Remembers the last few pictures.
 */
export function rememberCovers(tools: AudioTools): AudioTools {
  const prepared = new Map<string, Promise<Uint8Array | null>>();
  return {
    ...tools,
    prepareCover: (picture) => {
      const key = createHash('sha256').update(picture).digest('hex');
      const known = prepared.get(key);
      prepared.delete(key);
      const cover = known ?? tools.prepareCover(picture);
      prepared.set(key, cover);
      cover.catch(() => prepared.delete(key)); // the next song tries again
      const [oldest] = prepared.keys();
      if (prepared.size > MOST && oldest !== undefined) prepared.delete(oldest);
      return cover;
    },
  };
}
