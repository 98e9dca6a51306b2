import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type EncodedRung,
  joinShortEnd,
  type Rung,
  type Segment,
} from '@madrigal/core/media/video';

/** What FFmpeg wrote for a rung; null where it wrote nothing that can be played. */
export async function readRung(dir: string, rung: Rung): Promise<EncodedRung | null> {
  const playlist = await readFile(path.join(dir, `${rung.name}.m3u8`), 'utf8').catch(() => '');
  const initBytes = Number(/#EXT-X-MAP:.*BYTERANGE="(\d+)@0"/.exec(playlist)?.[1]);
  const segments = readSegments(playlist);
  if (!initBytes || segments.length === 0) return null;
  const fileName = `${rung.name}.mp4`;
  const codecs = readCodecs(await readStart(path.join(dir, fileName), initBytes));
  if (codecs === null) return null;
  return { ...rung, fileName, initBytes, segments: joinShortEnd(segments), codecs };
}

function readSegments(playlist: string): Segment[] {
  const entries = playlist.matchAll(/#EXTINF:([\d.]+),\s*\n#EXT-X-BYTERANGE:(\d+)@(\d+)/g);
  return [...entries]
    .map(([, seconds, length, offset]) => ({
      durationSeconds: Number(seconds),
      lengthBytes: Number(length),
      offsetBytes: Number(offset),
    }))
    .filter((segment) => segment.durationSeconds > 0);
}

async function readStart(file: string, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** RFC 6381, section 3.3: `avc1.` and profile, constraints and level of ISO/IEC 14496-15's `avcC`. */
function readCodecs(init: Buffer): string | null {
  const box = init.indexOf('avcC', 0, 'latin1');
  if (box < 0) return null;
  const avc = `avc1.${init.toString('hex', box + 5, box + 8)}`;
  return init.includes('mp4a', 0, 'latin1') ? `${avc},mp4a.40.2` : avc;
}
