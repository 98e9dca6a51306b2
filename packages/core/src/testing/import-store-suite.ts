import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type FileOutcome,
  type Import,
  type ImportedFile,
  type ImportedTags,
  type ImportStore,
  noProgress,
} from '../media/import/index.ts';
import { newId, type Position, toBlobKey } from '../shared/index.ts';
import { collectPages, hostileTexts } from './pages.ts';

/** What a suite needs of an engine: an empty store, and how to take it down again. */
export interface ImportStoreSetup {
  store: ImportStore;
  dispose: () => Promise<void>;
}

const EPOCH = Date.UTC(2026, 0, 1);
const LONG_PATH = `${'artist/'.repeat(300)}${'ö'.repeat(200)}.flac`;

/** Every promise of {@link ImportStore}, for any engine. */
export function describeImportStore(name: string, setup: () => Promise<ImportStoreSetup>): void {
  describe(`import store: ${name}`, () => {
    let context: ImportStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());
    const store = () => context.store;

    describeImports(store);
    describeChanges(store);
    describeProblems(store);
    describeFiles(store);
    describeLookingBack(store);
  });
}

function describeImports(store: () => ImportStore): void {
  test('an import comes back as it was', async () => {
    const counts = { added: 1, changed: 2, unchanged: 3, duplicate: 4, failed: 5 };
    const full = sampleImport({
      folder: `/srv/${LONG_PATH}`,
      state: 'failed',
      progress: { total: 15, counts, missing: 6, currentFile: 'a/"b".mp3' },
      failure: 'The disk is full.',
      finishedAt: at(3),
    });
    for (const created of [sampleImport(), full]) {
      await store().createImport(created);
      expect(await store().getImport(created.id)).toEqual(created);
    }
  });

  test('a folder has one import at a time that is queued or running', async () => {
    const first = sampleImport({ state: 'running' });
    await store().createImport(first);
    const second = store().createImport(sampleImport());
    await expect(second).rejects.toMatchObject({ code: 'conflict' });
    expect(await store().findActiveImport(first.folder)).toEqual(first);
    await store().createImport(sampleImport({ folder: '/srv/Music' }));

    await store().changeImport(first.id, {
      whileState: ['running'],
      state: 'finished',
      updatedAt: at(1),
    });
    expect(await store().findActiveImport(first.folder)).toBeNull();
    await store().createImport(sampleImport());
  });

  test('imports forget who asked for them, and nothing else', async () => {
    const [theirs, running, other] = [
      sampleImport({ folder: '/1', requestedBy: 'gone', state: 'finished', finishedAt: at(1) }),
      sampleImport({ folder: '/2', requestedBy: 'gone', state: 'running' }),
      sampleImport({ folder: '/3' }),
    ];
    for (const each of [theirs, running, other]) await store().createImport(each);
    for (const _ of [1, 2]) await store().forgetRequester('gone');
    for (const each of [theirs, running]) {
      expect(await store().getImport(each.id)).toEqual({ ...each, requestedBy: '' });
    }
    expect(await store().getImport(other.id)).toEqual(other);
    expect(await store().findActiveImport('/2')).toEqual({ ...running, requestedBy: '' });
  });

  test.each([2, 20])('of %i callers racing for one folder, one succeeds', async (count) => {
    const all = Array.from({ length: count }, () => store().createImport(sampleImport()));
    const done = await Promise.allSettled(all);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('45 imports come newest first', async () => {
    const expected: string[] = [];
    for (let n = 0; n < 45; n++) {
      const each = sampleImport({ id: newId(EPOCH + n), folder: `/${n}` });
      await store().createImport(each);
      expected.unshift(each.id);
    }
    for (const limit of [1, 7, 45, 100]) {
      const listed = await collectPages((page) => store().listImports(page), limit);
      expect(listed.map(({ id }) => id)).toEqual(expected);
    }
    const wrong = store().listImports({ limit: 1, after: ['x'] });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  test('what does not exist is not found', async () => {
    const missing = { code: 'not_found' };
    await expect(store().getImport(newId())).rejects.toMatchObject(missing);
    const change = store().changeImport(newId(), { whileState: ['queued'], updatedAt: at(0) });
    await expect(change).rejects.toMatchObject(missing);
    expect(await store().findActiveImport('/nowhere')).toBeNull();
  });
}

function describeChanges(store: () => ImportStore): void {
  test('a change is made and answered while the state allows it', async () => {
    const created = sampleImport();
    await store().createImport(created);
    const progress = { ...noProgress(), total: 7, currentFile: 'x' };
    const running = await store().changeImport(created.id, {
      whileState: ['queued', 'running'],
      state: 'running',
      progress,
      updatedAt: at(1),
    });
    expect(running).toEqual({ ...created, state: 'running', progress, updatedAt: at(1) });
    const failed = await store().changeImport(created.id, {
      whileState: ['running'],
      state: 'failed',
      failure: 'no',
      updatedAt: at(2),
      finishedAt: at(2),
    });
    expect(failed).toMatchObject({ state: 'failed', failure: 'no', finishedAt: at(2), progress });
    expect(await store().getImport(created.id)).toEqual(failed);
  });

  test('a change that the state forbids changes nothing', async () => {
    const created = sampleImport({ state: 'cancelled' });
    await store().createImport(created);
    const change = { whileState: ['running'], progress: noProgress(), updatedAt: at(1) } as const;
    expect(await store().changeImport(created.id, change)).toBeNull();
    expect(await store().getImport(created.id)).toEqual(created);
  });

  test('stalled imports are the active ones that nobody touched', async () => {
    const queued = sampleImport({ folder: '/a', updatedAt: at(1) });
    const running = sampleImport({ folder: '/b', state: 'running', updatedAt: at(2) });
    const others = [
      sampleImport({ folder: '/c', state: 'running', updatedAt: at(3) }),
      sampleImport({ folder: '/d', state: 'finished', updatedAt: at(1) }),
      sampleImport({ folder: '/e', state: 'cancelled', updatedAt: at(1) }),
    ];
    for (const each of [queued, running, ...others]) await store().createImport(each);
    const stalled = await store().listStalledImports(at(3), 10);
    expect(stalled.map(({ id }) => id).toSorted()).toEqual([queued.id, running.id].toSorted());
    expect(await store().listStalledImports(at(3), 1)).toHaveLength(1);
  });
}

function describeProblems(store: () => ImportStore): void {
  test('problems come by path, each path once, and stay with their import', async () => {
    const [mine, other] = [sampleImport(), sampleImport({ folder: '/other' })];
    for (const each of [mine, other]) await store().createImport(each);
    const paths = ['Z.mp3', 'a/10.mp3', 'a/2.mp3', 'ä.mp3', LONG_PATH, `${LONG_PATH}x`];
    const problem = (path: string) => ({
      importId: mine.id,
      path,
      kind: 'failed' as const,
      reason: `${path} broke`,
    });
    for (const path of paths.toReversed()) await store().putProblem(problem(path));
    await store().putProblem({ ...problem('Z.mp3'), kind: 'missing', reason: 'gone' });
    await store().putProblem({ ...problem('other.mp3'), importId: other.id });
    for (const limit of [1, 2, 5, 6, 100]) {
      const listed = await collectPages((page) => store().listProblems(mine.id, page), limit);
      const short = listed.filter(({ path }) => path.length < 100);
      expect(short).toEqual([
        { ...problem('Z.mp3'), kind: 'missing', reason: 'gone' },
        ...['a/10.mp3', 'a/2.mp3', 'ä.mp3'].map(problem),
      ]);
      expect(listed.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
    }
    const wrong = store().listProblems(mine.id, { limit: 1, after: ['x'] });
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_cursor' });
  });
}

function describeFiles(store: () => ImportStore): void {
  test('a file comes back as it was, and as it was put last', async () => {
    const first = sampleFile({ path: LONG_PATH, tags: null, outcome: null, result: null });
    await store().putFile(first);
    expect(await store().findFiles(first.folder, [first.path])).toEqual([first]);
    const later = { ...sampleFile(), path: LONG_PATH, leftOver: [toBlobKey('library/a.mp3')] };
    await store().putFile(later);
    expect(await store().findFiles(first.folder, [first.path])).toEqual([later]);
  });

  test.each(hostileTexts)('keeps the text %s', async (_name, text) => {
    const outcome: FileOutcome = { state: 'failed', reason: text, final: true };
    const tags = { ...sampleTags(), title: text, genres: [text] };
    const file = sampleFile({ folder: `/${text}`, path: text, albumPath: text, outcome, tags });
    await store().putFile(file);
    expect(await store().findFiles(`/${text}`, [text])).toEqual([file]);
  });

  test('500 files are found at once, those that are not known left out', async () => {
    const paths = Array.from({ length: 500 }, (_, n) => `${n}.mp3`);
    for (const path of paths.slice(0, 120)) await store().putFile(sampleFile({ path }));
    const found = await store().findFiles('/srv/music', paths);
    expect(found.map(({ path }) => path).toSorted()).toEqual(paths.slice(0, 120).toSorted());
    expect(await store().findFiles('/srv/music', [])).toEqual([]);
    expect(await store().findFiles('/srv', paths)).toEqual([]);
  });

  test('files that are as they were are noted, the others are not', async () => {
    const [one, other] = [sampleFile({ path: 'a' }), sampleFile({ path: 'b' })];
    for (const file of [one, other]) await store().putFile(file);
    const importId = newId();
    await store().markUnchanged(one.folder, ['a', 'unknown'], importId);
    await store().markUnchanged(one.folder, [], importId);
    const found = await store().findFiles(one.folder, ['a', 'b', 'unknown']);
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([{ ...one, importId, result: 'unchanged' }, other]),
    );
  });

  test('tags change only while the file is the one that was looked at', async () => {
    const file = sampleFile();
    await store().putFile(file);
    const tags = { ...sampleTags(), albumArtistName: 'Various artists' };
    await store().changeTags({ ...file, signature: 'other' }, sampleTags());
    expect(await store().findFiles(file.folder, [file.path])).toEqual([file]);
    await store().changeTags(file, tags);
    expect(await store().findFiles(file.folder, [file.path])).toEqual([{ ...file, tags }]);
  });

  test('a file that is forgotten is gone; forgetting it again is no error', async () => {
    const file = sampleFile();
    await store().putFile(file);
    await store().deleteFile(file.folder, file.path);
    await store().deleteFile(file.folder, file.path);
    expect(await store().findFiles(file.folder, [file.path])).toEqual([]);
  });
}

function describeLookingBack(store: () => ImportStore): void {
  test('the file that brings a song is found, but for one path', async () => {
    const file = sampleFile({ path: 'a' });
    await store().putFile(file);
    const find = (folder: string, except: string) =>
      store().findFileOfSong(folder, file.songId, except);
    expect(await find(file.folder, 'b')).toEqual(file);
    expect(await find(file.folder, 'a')).toBeNull();
    expect(await find('/other', 'b')).toBeNull();
  });

  test('the files of an album are those of its folder alone', async () => {
    const inside = ['album/1', 'album/CD1/1'].map((path) =>
      sampleFile({ path, albumPath: 'album' }),
    );
    const outside = [
      sampleFile({ path: 'album2/1', albumPath: 'album2' }),
      sampleFile({ folder: '/other', path: 'album/1', albumPath: 'album' }),
    ];
    for (const file of [...inside, ...outside]) await store().putFile(file);
    const found = await store().listFilesOfAlbum('/srv/music', 'album');
    expect(found.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual(inside);
  });

  test('files that an import did not see all come up, also while they are forgotten', async () => {
    const importId = newId();
    for (let n = 0; n < 60; n++) await store().putFile(sampleFile({ path: `old/${n}` }));
    for (let n = 0; n < 20; n++) await store().putFile(sampleFile({ path: `new/${n}`, importId }));
    await store().putFile(sampleFile({ folder: '/other' }));
    const seen: string[] = [];
    let after: Position | null = null;
    do {
      const request = { limit: 7, ...(after && { after }) };
      const page = await store().listUnseenFiles('/srv/music', importId, request);
      for (const { folder, path } of page.items) {
        seen.push(path);
        if (seen.length % 2 === 0) await store().deleteFile(folder, path);
      }
      after = page.next;
    } while (after);
    expect(seen.toSorted()).toEqual(Array.from({ length: 60 }, (_, n) => `old/${n}`).toSorted());
  });
}

function sampleImport(given: Partial<Import> = {}): Import {
  return {
    id: newId(),
    folder: '/srv/music',
    requestedBy: 'someone',
    state: 'queued',
    progress: noProgress(),
    failure: null,
    createdAt: at(0),
    updatedAt: at(0),
    finishedAt: null,
    ...given,
  };
}

function sampleFile(given: Partial<ImportedFile> = {}): ImportedFile {
  const songId = newId();
  return {
    folder: '/srv/music',
    path: 'album/song.flac',
    albumPath: 'album',
    signature: '1@2',
    songId,
    tags: sampleTags(),
    outcome: { state: 'song', songId },
    importId: newId(),
    result: 'added',
    leftOver: [],
    ...given,
  };
}

function sampleTags(): ImportedTags {
  return {
    title: 'Title',
    artistNames: ['Ada', 'Bert'],
    albumTitle: 'Album',
    albumArtistName: 'Ada',
    albumArtistKnown: false,
    trackNumber: 1,
    discNumber: null,
    year: 1999,
    genres: ['Folk'],
    lyricsHash: null,
    cover: toBlobKey('library/songs/a/cover.webp'),
  };
}

function at(minute: number): Date {
  return new Date(EPOCH + minute * 60_000);
}
