import { MadrigalError, newId } from '../../../shared/index.ts';
import { MediaRejectedError } from '../../dispatch/index.ts';
import type { AudioTags, AudioTools } from '../../process/index.ts';
import { createImports, type ImportRunDeps, runImport } from '../index.ts';
import { createMemoryFolders } from './memory-folders.ts';
import { createMemoryImports } from './memory-imports.ts';
import { createMemoryBlobs, createMemoryCatalogue } from './memory-library.ts';

export const ROOT = '/music';

/** What a file of these tests says; `sound` is its audio. */
export interface FakeAudio extends Partial<Omit<AudioTags, 'cover'>> {
  sound: string;
  cover?: string;
}

const noTags: AudioTags = {
  title: null,
  artists: [],
  albumTitle: null,
  albumArtist: null,
  compilation: false,
  trackNumber: null,
  discNumber: null,
  year: null,
  genres: [],
  lyrics: null,
  musicBrainz: { recordingId: null, releaseId: null, artistIds: [] },
  cover: null,
};

/** A library and a folder in memory, where files are JSON and audio tools note what they read. */
export function createWorld() {
  const folders = createMemoryFolders();
  const { store: catalogue, songs } = createMemoryCatalogue();
  const { store: processed, objects } = createMemoryBlobs(folders.text);
  const measured: string[] = [];
  const { jobs, sent } = createJobs();
  const deps: ImportRunDeps & { jobs: typeof jobs } = {
    imports: createMemoryImports(),
    folders,
    catalogue,
    processed,
    jobs,
    sniffer: {
      sniff: async (path) =>
        parse(folders.text(path))
          ? { kind: 'audio', container: 'flac' }
          : { kind: 'other', description: 'a text' },
    },
    audio: createTools(folders.text, measured),
    events: {
      publish: async () => {},
      subscribe: async () => () => {},
      forgetUser: async () => {},
    },
    clock: { now: () => new Date(0) },
    newId,
    logger: silent,
    withTempDir: () => Promise.reject(new Error('FLAC needs no rendition.')),
    importing: { filesAtOnce: 2, reportEveryMs: 60_000 },
  };
  return {
    deps,
    folders,
    songs,
    objects,
    measured,
    sent,
    /** Puts a file into the folder that is imported. */
    put: (path: string, audio: FakeAudio) => folders.put(`${ROOT}/${path}`, JSON.stringify(audio)),
    song: (title: string) => {
      const found = [...songs.values()].filter((song) => song.title === title);
      if (found.length !== 1 || !found[0])
        throw new Error(`${found.length} songs are called ${title}.`);
      return found[0];
    },
    /** Imports the folder once, from beginning to end. */
    import: (changes: Partial<ImportRunDeps> = {}) => importOnce({ ...deps, ...changes }),
  };
}

export type World = ReturnType<typeof createWorld>;

async function importOnce(deps: World['deps']) {
  const imports = createImports({ ...deps, roots: null });
  const { id } = await imports.start({ userId: 'ada' }, ROOT);
  await runImport(deps, id, new AbortController().signal);
  const { items } = await imports.listProblems(id, { limit: 100 });
  const { state, failure, progress } = await imports.get(id);
  const problems = Object.fromEntries(items.map(({ path, kind }) => [path, kind]));
  return { id, state, failure, progress, ...progress.counts, missing: progress.missing, problems };
}

function createJobs() {
  const sent: unknown[] = [];
  return { sent, jobs: { send: async (job: unknown) => void sent.push(job) } };
}

function createTools(textOf: (path: string) => string, measured: string[]): AudioTools {
  return {
    readFile: async (path) => {
      const { sound: _, cover, ...tags } = parse(textOf(path)) ?? broken();
      return {
        tags: { ...noTags, ...tags, cover: cover === undefined ? null : Buffer.from(cover) },
        properties: {
          codec: 'flac',
          lossless: true,
          bitrateKbps: 900,
          sampleRateHz: 44_100,
          channels: 2,
        },
      };
    },
    measure: async (path, _container, { signal }) => {
      signal.throwIfAborted();
      measured.push(path.slice(ROOT.length + 1));
      const { sound } = parse(textOf(path)) ?? broken();
      return {
        durationMs: sound.length,
        loudness: { integratedLufs: -16, truePeakDbtp: -1 },
        peaks: new Uint8Array([1]),
      };
    },
    encodeLive: async () => broken(),
    encode: () => Promise.reject(new Error('FLAC needs no rendition.')),
    prepareCover: async (picture) => picture,
  };
}

function parse(text: string): FakeAudio | null {
  return text.startsWith('{') ? (JSON.parse(text) as FakeAudio) : null;
}

function broken(): never {
  throw new MediaRejectedError('corrupt_audio', 'It is broken.');
}

const silent: ImportRunDeps['logger'] = { info() {}, warn() {}, error() {}, child: () => silent };

/** Makes the call number `at` of the given ports fail like a process that dies there. */
export function crashAt(
  deps: World['deps'],
  at: number,
): { deps: World['deps']; crashed: () => boolean } {
  let calls = 0;
  let dead = false;
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          calls += 1;
          // From then on nothing works any more: a dead process does not write either.
          dead ||= calls === at;
          if (dead) return Promise.reject(new MadrigalError('storage_full', 'dead'));
          return method.apply(target, args);
        };
      },
    });
  const { imports, catalogue, processed } = deps;
  const wrapped = {
    imports: wrap(imports),
    catalogue: wrap(catalogue),
    processed: wrap(processed),
  };
  return { deps: { ...deps, ...wrapped }, crashed: () => dead };
}
