import { join } from 'node:path';
import { type Song, stateOfSong } from '../catalog/index.ts';
import { MediaRejectedError } from '../media/dispatch/index.ts';
import { hasCode } from '../shared/index.ts';
import type { RenderDeps } from './deps.ts';
import { findBeatsOf } from './find-beats.ts';
import { BrokenPhotoError } from './model.ts';
import { planSlideshow } from './plan-slideshow.ts';
import { toPlannerSong, toPlannerSpec } from './planner-input.ts';
import type { SlideshowSources } from './ports.ts';
import { keysOfRun, type SlideshowRecord, type SlideshowResult } from './record.ts';
import type { PhotoFacts } from './stores.ts';

interface Run {
  /** Told the part that is done, 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

interface Made {
  result: SlideshowResult;
  /** Photos that were left out. */
  skipped: string[];
}

type Running = SlideshowRecord & { runId: string };
type SongSource = { song: Song; source: NonNullable<SlideshowSources['song']> };

/**
 * Makes the video of a slideshow and stores it under the keys of its run. Broken photos are left
 * out where that was asked for.
 * @throws BrokenPhotoError, MediaRejectedError for the song, the signal's reason when aborted
 */
export async function makeVideo(deps: RenderDeps, running: Running, run: Run): Promise<Made> {
  const ids = [...new Set(running.spec.photos.map(({ mediaId }) => mediaId))];
  const found = await deps.photos.findPhotos(running.ownerId, ids);
  const facts = new Map(found.map((photo) => [photo.id, photo]));
  return withSong(deps, running, (song) =>
    deps.photos.withFiles(running.ownerId, [...facts.keys()], run.signal, async (paths) => {
      const skipped = new Set<string>();
      for (const id of ids.filter((each) => !paths.has(each))) {
        leaveOut(running, new BrokenPhotoError(id, { missing: true }), skipped);
      }
      for (;;) {
        try {
          const shown = new Map([...facts].filter(([id]) => !skipped.has(id)));
          const result = await renderAndStore(deps, running, { song, paths, facts: shown }, run);
          return { result, skipped: [...skipped] };
        } catch (error) {
          leaveOut(running, error, skipped);
        }
      }
    }),
  );
}

/** Notes a broken photo as one to leave out. @throws the error, where that is not what to do */
function leaveOut({ spec }: Running, error: unknown, skipped: Set<string>): void {
  if (!spec.skipBroken || !(error instanceof BrokenPhotoError)) throw error;
  const left = spec.photos.filter(
    ({ mediaId }) => mediaId !== error.photoId && !skipped.has(mediaId),
  );
  if (left.length < 2) throw error; // nothing to show from one to another
  skipped.add(error.photoId);
}

async function withSong<T>(
  deps: RenderDeps,
  { spec }: Running,
  use: (song: SongSource | null) => Promise<T>,
): Promise<T> {
  if (!spec.music) return use(null);
  const song = await findSong(deps, spec.music.songId);
  return deps.processed.withLocalFile(song.original.key, async (path) => {
    const sniffed = await deps.sniffer.sniff(path);
    if (sniffed.kind !== 'audio') throw songGone();
    return use({ song, source: { path, container: sniffed.container } });
  });
}

async function findSong(deps: RenderDeps, songId: string): Promise<Song> {
  try {
    const song = await deps.catalogue.getSong(songId);
    if (stateOfSong(song) !== 'deleted') return song;
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
  }
  throw songGone();
}

function songGone(): MediaRejectedError {
  return new MediaRejectedError('no_audio_stream', 'The song is not in the library any more.');
}

interface Sources {
  song: SongSource | null;
  paths: ReadonlyMap<string, string>;
  facts: ReadonlyMap<string, PhotoFacts>;
}

async function renderAndStore(
  deps: RenderDeps,
  running: Running,
  { song, paths, facts }: Sources,
  { onProgress, signal }: Run,
): Promise<SlideshowResult> {
  const { spec, preview } = running;
  const beats = song && spec.cutsOnBeat ? await findBeatsOf(deps, song, signal) : null;
  const noBeats = { beatsMs: [], tempoBpm: null, confidence: 0 };
  const timeline = planSlideshow(
    toPlannerSpec(spec, facts),
    song && toPlannerSong(song.song, beats ?? noBeats),
  );
  const { video, poster } = keysOfRun(running, running.runId);
  return deps.withTempDir(async (dir) => {
    const target = {
      path: join(dir, 'video.mp4'),
      posterPath: join(dir, 'poster.jpg'),
      quality: preview ? 'preview' : 'final',
    } as const;
    const rendered = await deps.renderer.render(
      timeline,
      { photos: paths, song: song?.source ?? null },
      target,
      { onProgress: (frames) => onProgress(frames / timeline.frameCount), signal },
    );
    await deps.processed.writeFile(poster, target.posterPath);
    await deps.processed.writeFile(video, target.path);
    return { video, poster, ...rendered };
  });
}
