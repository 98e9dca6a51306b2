// Runs as a process of its own (see read-tags.ts): `child.ts PATH MEDIA-TYPE`. Answers one line of
// JSON and behind it the bytes of the cover.
import { type IAudioMetadata, parseFromTokenizer, selectCover } from 'music-metadata';
import { fromFile } from 'strtok3';
import { cleanTags, type RawTags } from './clean.ts';

/** Largest piece of a file held in memory at once, and so the largest cover. */
const MAX_PIECE_BYTES = 64 * 1024 ** 2;

async function main(path: string, mimeType: string): Promise<void> {
  const tokenizer = await fromFile(path, {
    fileInfo: { mimeType },
    maxBufferSize: MAX_PIECE_BYTES,
    regularFileOnly: true,
  });
  try {
    const metadata = await parseFromTokenizer(tokenizer, { duration: false });
    const cover = selectCover(metadata.common.picture)?.data ?? null;
    const bitrate = metadata.format.bitrate;
    const answer = {
      tags: cleanTags(toRawTags(metadata)),
      bitrateKbps: bitrate && Number.isFinite(bitrate) ? Math.round(bitrate / 1000) : null,
      hasCover: cover !== null,
    };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    if (cover) process.stdout.write(cover);
  } finally {
    await tokenizer.close();
  }
}

function toRawTags(metadata: IAudioMetadata): RawTags {
  const { common } = metadata;
  return {
    title: common.title,
    artists: joinSlashes(metadata, 'TPE1', common.artists ?? common.artist),
    album: common.album ?? flatTag(metadata, 'ALBUM'),
    albumArtists:
      joinSlashes(metadata, 'TPE2', common.albumartists ?? common.albumartist) ??
      flatTag(metadata, 'ALBUM_ARTIST'),
    compilation: common.compilation,
    track: common.track.no,
    disc: common.disk.no,
    year: common.year ?? yearOf(flatTag(metadata, 'DATE')),
    genres: common.genre,
    lyrics: common.lyrics ?? [],
    recordingId: common.musicbrainz_recordingid,
    releaseId: common.musicbrainz_albumid,
    artistIds: common.musicbrainz_artistid,
  };
}

/**
 * A tag of a Matroska or WebM file that was written without saying what it is about, as FFmpeg does:
 * music-metadata gives those to the track, where it looks for few of them.
 */
function flatTag(metadata: IAudioMetadata, name: string): string | undefined {
  const found = metadata.native.matroska?.find((tag) => tag.id === `track:${name}`)?.value;
  return typeof found === 'string' ? found : undefined;
}

function yearOf(date: string | undefined): number | undefined {
  const year = /^\d{4}/.exec(date ?? '')?.[0];
  return year === undefined ? undefined : Number(year);
}

/**
 * ID3v2.3 puts a slash between names, and music-metadata splits there; but far more files hold
 * one name with a slash (AC/DC). Where the values come from such a split they are joined again;
 * values set apart by NUL, which music-metadata warns about, stay apart.
 */
function joinSlashes(metadata: IAudioMetadata, frame: string, names: unknown): unknown {
  const parts = (metadata.native['ID3v2.3'] ?? [])
    .filter((tag) => tag.id === frame)
    .map((tag) => tag.value);
  const setApart = metadata.quality.warnings.some((warning) =>
    warning.message.startsWith(`ID3v2.3 ${frame} uses non standard null-separator`),
  );
  const split = Array.isArray(names) && parts.length > 1 && !setApart;
  const fromFrame = split && names.every((name, index) => name === parts[index]);
  return fromFrame ? parts.join('/') : names;
}

const [path = '', mimeType = ''] = process.argv.slice(2);
await main(path, mimeType);
