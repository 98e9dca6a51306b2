import { describe, expect, test } from 'vitest';
import { MadrigalError } from '../../shared/index.ts';
import { createImports, runImport } from './index.ts';
import { crashAt, createWorld, ROOT, type World } from './testing/world.ts';

const none = { added: 0, changed: 0, unchanged: 0, duplicate: 0, failed: 0, missing: 0 };

function withAlbum(): World {
  const world = createWorld();
  world.put('A/1.flac', { sound: 'one', title: 'One', artists: ['Ada'], albumTitle: 'A' });
  world.put('A/2.flac', { sound: 'two', title: 'Two', artists: ['Ada'], albumTitle: 'A' });
  return world;
}

/** The folders of a world, and which files were opened since. */
function watchReads(world: World) {
  const read: string[] = [];
  const folders = {
    ...world.deps.folders,
    read: (path: string) => {
      read.push(path);
      return world.folders.read(path);
    },
  };
  return { folders, read };
}

describe('an import', () => {
  test('makes songs, and reads nothing when nothing changed', async () => {
    const world = withAlbum();
    expect(await world.import()).toMatchObject({ ...none, state: 'finished', added: 2 });
    expect(world.measured).toEqual(['A/1.flac', 'A/2.flac']);
    expect(world.song('One')).toMatchObject({ addedBy: 'ada', album: { title: 'A' } });
    const { folders, read } = watchReads(world);
    expect(await world.import({ folders })).toMatchObject({ ...none, unchanged: 2 });
    expect(world.measured).toHaveLength(2);
    expect(read).toEqual([]);
  });

  test('says so for a folder without music', async () => {
    const world = createWorld();
    world.folders.put(`${ROOT}/readme.txt`, 'hello');
    expect(await world.import()).toMatchObject({
      ...none,
      state: 'finished',
      progress: { total: 0 },
    });
  });

  test('reads as many files at once as it should', async () => {
    const world = createWorld();
    for (let n = 0; n < 9; n++) world.put(`${n}.flac`, { sound: `sound ${n}` });
    let [busy, most] = [0, 0];
    const measure: typeof world.deps.audio.measure = async (...args) => {
      busy += 1;
      most = Math.max(most, busy);
      await new Promise(setImmediate);
      busy -= 1;
      return world.deps.audio.measure(...args);
    };
    await world.import({ audio: { ...world.deps.audio, measure } });
    expect(most).toBe(2);
  });

  test('runs once for a folder, and sends its job again', async () => {
    const world = withAlbum();
    const imports = createImports({ ...world.deps, roots: null });
    const [one, other] = await Promise.all(
      [1, 2].map(() => imports.start({ userId: 'ada' }, ROOT)),
    );
    expect(one?.id).toBe(other?.id);
    expect(world.sent).toHaveLength(2);
  });

  test('that has ended, or never was, is left alone', async () => {
    const world = withAlbum();
    const { id } = await world.import();
    const { signal } = new AbortController();
    await runImport(world.deps, id, signal);
    await runImport(world.deps, world.deps.newId(), signal);
    expect(world.measured).toHaveLength(2);
  });

  test('prepares the cover of an album once', async () => {
    const world = withAlbum();
    world.folders.put(`${ROOT}/A/Folder.JPG`, 'picture');
    let prepared = 0;
    const prepareCover = async (picture: Uint8Array) => {
      prepared += 1;
      return picture;
    };
    await world.import({ audio: { ...world.deps.audio, prepareCover } });
    expect(prepared).toBe(1);
    expect(world.objects.get(world.song('Two').cover ?? '')?.toString()).toBe('picture');
  });
});

describe('what lies beside the audio', () => {
  test('is lyrics before those in the tags, and a cover after that in the file', async () => {
    const world = createWorld();
    world.put('a.flac', { sound: 'a', title: 'Own', lyrics: 'tagged', cover: 'embedded' });
    world.put('b.flac', { sound: 'b', title: 'Bare' });
    world.folders.put(`${ROOT}/A.LRC`, '[00:01.00]beside');
    world.folders.put(`${ROOT}/cover.png`, 'beside');
    await world.import();
    const own = world.song('Own');
    expect(own.lyrics).toBe('[00:01.00]beside');
    expect(world.objects.get(own.cover ?? '')?.toString()).toBe('embedded');
    expect(world.objects.get(world.song('Bare').cover ?? '')?.toString()).toBe('beside');
  });

  test('can be added, changed and taken away without reading the audio again', async () => {
    const world = createWorld();
    world.put('a.flac', { sound: 'a', title: 'A', lyrics: 'tagged' });
    await world.import();
    world.folders.put(`${ROOT}/a.lrc`, 'new');
    world.folders.put(`${ROOT}/cover.jpg`, 'new cover');
    expect(await world.import()).toMatchObject({ ...none, changed: 1 });
    expect(world.song('A').lyrics).toBe('new');
    const { cover } = world.song('A');
    expect(world.objects.get(cover ?? '')?.toString()).toBe('new cover');

    world.folders.remove(`${ROOT}/a.lrc`);
    world.folders.remove(`${ROOT}/cover.jpg`);
    expect(await world.import()).toMatchObject({ ...none, changed: 1 });
    expect(world.song('A')).toMatchObject({ lyrics: 'tagged', cover: null });
    expect(world.objects.has(cover ?? '')).toBe(false);
    expect(world.measured).toHaveLength(1);
  });

  test('is the number of the disc, and the cover above it', async () => {
    const world = createWorld();
    const album = { artists: ['Ada'], albumTitle: 'Both' };
    world.put('Both/CD1/1.flac', { sound: 'a', title: 'First', ...album });
    world.put('Both/Disc 02/1.flac', { sound: 'b', title: 'Second', ...album });
    world.put('Both/CD3/1.flac', { sound: 'c', title: 'Tagged', discNumber: 7, ...album });
    world.folders.put(`${ROOT}/Both/front.webp`, 'above');
    await world.import();
    expect(['First', 'Second', 'Tagged'].map((title) => world.song(title).discNumber)).toEqual([
      1, 2, 7,
    ]);
    expect(world.objects.get(world.song('Second').cover ?? '')?.toString()).toBe('above');
  });
});

describe('a changed file', () => {
  test('changes its song, under the same id, and leaves no old objects', async () => {
    const world = withAlbum();
    await world.import();
    const before = world.song('One');
    world.put('A/1.flac', {
      sound: 'longer',
      title: 'Uno',
      artists: ['Ada', 'Bert'],
      albumTitle: 'B',
    });
    expect(await world.import()).toMatchObject({ ...none, changed: 1, unchanged: 1 });
    const after = world.song('Uno');
    expect(after).toMatchObject({ id: before.id, durationMs: 6, album: { title: 'B' } });
    expect(after.artists.map(({ name }) => name)).toEqual(['Ada', 'Bert']);
    expect(after.original.key).not.toBe(before.original.key);
    expect(world.objects.has(before.original.key)).toBe(false);
    expect(world.objects.has(after.original.key)).toBe(true);
    expect(world.objects.size).toBe(4);
  });

  test('does not change what was changed by hand', async () => {
    const world = withAlbum();
    await world.import();
    const { id } = world.song('One');
    await world.deps.catalogue.changeSongs([id], { title: 'By hand', year: 1970 });
    world.put('A/1.flac', {
      sound: 'other',
      title: 'Uno',
      year: 1999,
      genres: ['Folk'],
      artists: ['Ada'],
      albumTitle: 'A',
    });
    await world.import();
    expect(world.song('By hand')).toMatchObject({
      id,
      year: 1970,
      genres: ['Folk'],
      durationMs: 5,
    });
  });

  test('that was only touched changes nothing', async () => {
    const world = withAlbum();
    await world.import();
    world.put('A/1.flac', { sound: 'one', title: 'One', artists: ['Ada'], albumTitle: 'A' });
    expect(await world.import()).toMatchObject({ ...none, unchanged: 2 });
    expect(world.measured).toHaveLength(2);
  });

  test('that became a copy of another song is a duplicate', async () => {
    const world = withAlbum();
    await world.import();
    world.put('A/1.flac', { sound: 'two', title: 'Two', artists: ['Ada'], albumTitle: 'A' });
    expect(await world.import()).toMatchObject({ ...none, duplicate: 1, unchanged: 1 });
    expect(world.songs.size).toBe(2);
  });

  test('that breaks off keeps its song, and mends it later', async () => {
    const world = withAlbum();
    await world.import();
    const { id } = world.song('One');
    world.folders.put(`${ROOT}/A/1.flac`, 'half');
    expect(await world.import()).toMatchObject({ failed: 1, problems: { 'A/1.flac': 'failed' } });
    expect(world.song('One').id).toBe(id);
    world.put('A/1.flac', { sound: 'mended', title: 'Mended', artists: ['Ada'], albumTitle: 'A' });
    expect(await world.import()).toMatchObject({ ...none, changed: 1, unchanged: 1 });
    expect(world.song('Mended').id).toBe(id);
  });

  test('that changes while it is read is read again the next time', async () => {
    const world = withAlbum();
    const measure: typeof world.deps.audio.measure = (path, ...rest) => {
      if (path.endsWith('1.flac')) world.put('A/1.flac', { sound: 'still copying', title: 'One' });
      return world.deps.audio.measure(path, ...rest);
    };
    const first = await world.import({ audio: { ...world.deps.audio, measure } });
    expect(first).toMatchObject({ added: 1, failed: 1 });
    expect(await world.import()).toMatchObject({ ...none, added: 1, unchanged: 1 });
  });
});

describe('files that come and go', () => {
  test('copies are duplicates, and take the place of the first when that is gone', async () => {
    const world = withAlbum();
    world.put('A/9 copy.flac', { sound: 'one', title: 'One', artists: ['Ada'], albumTitle: 'A' });
    expect(await world.import()).toMatchObject({ ...none, added: 2, duplicate: 1 });
    const { id } = world.song('One');
    world.folders.move(`${ROOT}/A/1.flac`, `${ROOT}/B.flac`);
    expect(await world.import()).toMatchObject({ ...none, unchanged: 3 });
    world.put('B.flac', { sound: 'new', title: 'Anew', artists: ['Ada'], albumTitle: 'A' });
    await world.import();
    expect(world.song('Anew').id).toBe(id);
  });

  test('what is gone is said each time, and its song stays', async () => {
    const world = withAlbum();
    await world.import();
    world.folders.remove(`${ROOT}/A/1.flac`);
    for (let time = 0; time < 2; time++) {
      const expected = { ...none, unchanged: 1, missing: 1, problems: { 'A/1.flac': 'missing' } };
      expect(await world.import()).toMatchObject(expected);
    }
    expect(world.song('One').title).toBe('One');
  });

  test('songs that were deleted do not come back, and their files are not missed', async () => {
    const world = withAlbum();
    await world.import();
    world.songs.delete(world.song('One').id);
    expect(await world.import()).toMatchObject({ ...none, unchanged: 2 });
    world.folders.remove(`${ROOT}/A/1.flac`);
    expect(await world.import()).toMatchObject({ ...none, unchanged: 1 });
    expect(world.songs.size).toBe(1);
  });

  test('links that lead in circles are followed once, hidden files never', async () => {
    const world = withAlbum();
    world.folders.link(`${ROOT}/A/loop`, ROOT);
    world.put('.hidden/3.flac', { sound: 'three' });
    world.put('A/.4.flac', { sound: 'four' });
    expect(await world.import()).toMatchObject({ ...none, added: 2 });
  });
});

describe('what cannot be imported', () => {
  test('is read once where that is final, and again where it may pass', async () => {
    const world = withAlbum();
    world.folders.put(`${ROOT}/text.mp3`, 'not audio');
    world.folders.put(`${ROOT}/old.wma`, 'anything');
    let tries = 0;
    const measure: typeof world.deps.audio.measure = async (path, ...rest) => {
      if (path.endsWith('2.flac') && tries++ === 0) {
        throw new MadrigalError('unavailable', 'Reading the file took too long.');
      }
      return world.deps.audio.measure(path, ...rest);
    };
    const audio = { ...world.deps.audio, measure };
    const problems = { 'text.mp3': 'failed', 'old.wma': 'failed' };
    expect(await world.import({ audio })).toMatchObject({ added: 1, failed: 3, problems });
    const { folders, read } = watchReads(world);
    const again = await world.import({ audio, folders });
    expect(again).toMatchObject({ added: 1, unchanged: 1, failed: 2, problems });
    expect(read).toEqual([`${ROOT}/A/2.flac`]);
  });

  test('a closed folder fails, and nothing in it is missed', async () => {
    const world = withAlbum();
    world.put('B/3.flac', { sound: 'three', title: 'Three' });
    await world.import();
    world.folders.close(`${ROOT}/A`);
    const expected = { ...none, failed: 1, unchanged: 1, problems: { A: 'failed' } };
    expect(await world.import()).toMatchObject(expected);
  });

  test('a full disk ends it with a sentence', async () => {
    const world = withAlbum();
    const writeFile = () => Promise.reject(new MadrigalError('storage_full', 'The disk is full.'));
    const processed = { ...world.deps.processed, writeFile };
    const ended = await world.import({ processed });
    expect(ended).toMatchObject({ state: 'failed', failure: 'The disk is full.' });
    expect(await world.import()).toMatchObject({ ...none, added: 2 });
  });

  test('a folder that vanished ends it with a sentence', async () => {
    const world = withAlbum();
    const list = () => Promise.reject(new MadrigalError('not_found', 'It is not there any more.'));
    const ended = await world.import({ folders: { ...world.deps.folders, list } });
    expect(ended).toMatchObject({ state: 'failed', failure: 'It is not there any more.' });
  });
});

describe('an import that is stopped', () => {
  test('by an abort throws, and goes on later without reading anything twice', async () => {
    const world = createWorld();
    for (let n = 0; n < 8; n++) world.put(`${n}.flac`, { sound: `sound ${n}`, title: `T${n}` });
    const stop = new AbortController();
    const measure: typeof world.deps.audio.measure = (...args) => {
      if (world.measured.length === 3) stop.abort(new Error('the worker stopped'));
      return world.deps.audio.measure(...args);
    };
    const imports = createImports({ ...world.deps, roots: null });
    const { id } = await imports.start({ userId: 'ada' }, ROOT);
    const stopped = runImport(
      { ...world.deps, audio: { ...world.deps.audio, measure } },
      id,
      stop.signal,
    );
    await expect(stopped).rejects.toThrow('the worker stopped');
    await runImport(world.deps, id, new AbortController().signal);
    expect(await imports.get(id)).toMatchObject({
      state: 'finished',
      progress: { counts: { added: 8 } },
    });
    expect(world.measured.toSorted()).toEqual(Array.from({ length: 8 }, (_, n) => `${n}.flac`));
  });

  test('by a person ends quietly, however long a file takes', async () => {
    const world = withAlbum();
    const imports = createImports({ ...world.deps, roots: null });
    const { id } = await imports.start({ userId: 'ada' }, ROOT);
    const measure: typeof world.deps.audio.measure = async (_path, _container, { signal }) => {
      await imports.cancel(id);
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      );
    };
    const importing = { filesAtOnce: 2, reportEveryMs: 1 };
    const deps = { ...world.deps, importing, audio: { ...world.deps.audio, measure } };
    await runImport(deps, id, new AbortController().signal);
    expect(await imports.get(id)).toMatchObject({ state: 'cancelled' });
    expect(await imports.cancel(id)).toMatchObject({ state: 'cancelled' });
    expect(await world.import()).toMatchObject({ ...none, added: 2 });
  });
});

describe('a process that dies at any moment', () => {
  /** First some files, then a change of one, a new one, a copy, and other lyrics and cover. */
  const prepare = async (): Promise<World> => {
    const world = withAlbum();
    world.put('A/3.flac', { sound: 'three', title: 'Three', artists: ['Bert'], albumTitle: 'A' });
    await world.import();
    world.put('A/1.flac', { sound: 'changed', title: 'Uno', artists: ['Ada'], albumTitle: 'A' });
    world.put('A/4.flac', {
      sound: 'four',
      title: 'Four',
      artists: ['Cleo'],
      albumTitle: 'A',
      cover: 'own',
    });
    world.put('A/5 copy.flac', { sound: 'two', title: 'Two', artists: ['Ada'], albumTitle: 'A' });
    world.folders.put(`${ROOT}/A/3.lrc`, 'la la');
    world.folders.put(`${ROOT}/A/cover.jpg`, 'cover');
    return world;
  };
  const outcome = ({ songs, objects }: World) => ({
    songs: [...songs.values()]
      .map(({ title, album, lyrics, durationMs, cover }) => ({
        title,
        album: album.artistName,
        lyrics,
        durationMs,
        hasCover: cover !== null,
      }))
      .toSorted((a, b) => (a.title < b.title ? -1 : 1)),
    unused: [...objects.keys()].filter(
      (key) =>
        ![...songs.values()].some((s) =>
          [s.original.key, s.waveform, s.cover].includes(key as never),
        ),
    ),
  });

  test('leaves nothing that the next run does not put right', async () => {
    const whole = await prepare();
    await whole.import();
    const expected = outcome(whole);
    expect(expected.unused).toEqual([]);
    expect(expected.songs.map(({ title }) => title)).toEqual(['Four', 'Three', 'Two', 'Uno']);

    for (let at = 1; ; at++) {
      const world = await prepare();
      const doomed = crashAt(world.deps, at);
      const imports = createImports({ ...world.deps, roots: null });
      const { id } = await imports.start({ userId: 'ada' }, ROOT);
      await runImport(doomed.deps, id, new AbortController().signal).catch(() => {});
      if (!doomed.crashed()) {
        expect(at).toBeGreaterThan(30);
        return;
      }
      await runImport(world.deps, id, new AbortController().signal);
      expect({ at, ...outcome(world) }).toEqual({ at, ...expected });
    }
  });
});
