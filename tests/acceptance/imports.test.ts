import { copyFile, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Import, Song } from '@madrigal/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AudioFixture, synthesise, synthesisePicture } from '../fixtures/audio.ts';
import {
  byToken,
  type Client,
  createSubsonic,
  eventually,
  type Heard,
  hear,
  type Instance,
  setUpAdmin,
  startInstance,
} from './harness/index.ts';

const SECONDS = 2;
/** Enough work that an import of some of these can be interrupted. */
const LONG_SECONDS = 200;

let instance: Instance;
let admin: Client;
let root: string;
let music: string;

/** Makes an audio file in the folder that is imported. */
async function make(path: string, fixture: Partial<AudioFixture> & Pick<AudioFixture, 'format'>) {
  const folder = join(music, dirname(path));
  await mkdir(folder, { recursive: true });
  const name = path.slice(path.lastIndexOf('/') + 1);
  const tags = { comment: path, ...fixture.tags };
  await synthesise(folder, { seconds: SECONDS, name, ...fixture, tags });
}

async function run(path = music): Promise<Import> {
  const started = await admin.must('startImport', { body: { path } });
  return ended(started.id);
}

const ended = (importId: string) =>
  eventually('the end of the import', async () => {
    const found = await admin.must('getImport', { params: { importId } });
    return ['queued', 'running'].includes(found.state) ? null : found;
  });

async function songs(): Promise<Record<string, Song>> {
  const { items } = await admin.must('listSongs', { query: { limit: 200 } });
  return Object.fromEntries(items.map((song) => [song.title, song]));
}

const counts = (change: Partial<Import['progress']>) => ({
  added: 0,
  changed: 0,
  unchanged: 0,
  duplicates: 0,
  failed: 0,
  missing: 0,
  currentFile: null,
  ...change,
});

async function problems(importId: string) {
  const { items } = await admin.must('listImportProblems', { params: { importId } });
  return Object.fromEntries(items.map(({ path, kind }) => [path, kind]));
}

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-imports-')));
  music = join(root, 'music');
  await mkdir(music);
  instance = await startInstance({ JOB_LEASE_SECONDS: '2', SWEEP_INTERVAL_SECONDS: '1' });
  admin = (await setUpAdmin(instance.baseUrl)).client;
});
afterAll(async () => {
  await instance.dispose();
  await rm(root, { recursive: true, force: true });
});

describe('a folder with all that people have', () => {
  beforeAll(async () => {
    const ada = { artist: 'Ada', album: 'Two discs' };
    await make('Ada/Two discs/CD1/01 One', { format: 'flac', tags: { ...ada, title: 'One' } });
    await make('Ada/Two discs/CD2/01 Two', { format: 'mp3', tags: { ...ada, title: 'Two' } });
    await synthesisePicture(join(music, 'Ada/Two discs/Cover.jpg'), { width: 90, height: 90 });
    const mix = (artist: string, title: string) => ({ artist, album: 'Mix', title });
    await make('Mix/1', { format: 'ogg', tags: mix('Bert', 'Bert sings') });
    await make('Mix/2', { format: 'opus', tags: mix('Cleo', 'Cleo sings') });
    const guest = (artist: string, title: string) => ({ artist, album: 'Own', title });
    await make('Own/1', { format: 'mp3', tags: guest('Dora', 'Alone') });
    await make('Own/2', { format: 'mp3', tags: guest('Dora feat. Emil', 'With Emil') });
    await make('Duo/03 - Song', { format: 'm4a', tags: { artist: 'Ada; Bert', album: 'Duo' } });
    await writeFile(join(music, 'Duo/03 - Song.lrc'), '\ufeff[00:00.50]Là là\r\n[00:01.00]lo\r\n');
    await copyFile(join(music, 'Mix/1.ogg'), join(music, 'Mix/9 copy.ogg'));
    await writeFile(join(music, 'broken.mp3'), 'ID3 not at all');
    await writeFile(join(music, 'old.wma'), 'anything');
    await writeFile(join(music, 'notes.txt'), 'ignored');
    await make('.hidden/secret', { format: 'mp3' });
    await symlink(music, join(music, 'Mix', 'loop'));
  });

  let first: Import;

  it('becomes songs, and what does not is listed', async () => {
    first = await run();
    expect(first).toMatchObject({
      path: music,
      state: 'finished',
      progress: counts({ total: 10, done: 10, added: 7, duplicates: 1, failed: 2 }),
    });
    expect(await problems(first.id)).toEqual({ 'broken.mp3': 'failed', 'old.wma': 'failed' });
  });

  it('has discs, covers, compilations, several artists and lyrics', async () => {
    const all = await songs();
    expect(Object.keys(all)).toHaveLength(7);
    expect(all.One).toMatchObject({ discNumber: 1, album: { title: 'Two discs' } });
    expect(all.Two).toMatchObject({ discNumber: 2, album: all.One?.album });
    const cover = await admin.request(all.Two?.coverUrl ?? '');
    expect(cover.headers.get('content-type')).toBe('image/webp');
    expect(all['Bert sings']?.album).toMatchObject({ title: 'Mix', artistName: 'Various artists' });
    expect(all['Cleo sings']?.album).toEqual(all['Bert sings']?.album);
    expect(all.Alone?.album.artistName).toBe('Dora');
    expect(all['With Emil']?.album).toEqual(all.Alone?.album);
    expect(all.Song?.artists.map(({ name }) => name)).toEqual(['Ada', 'Bert']);
    const { lyrics } = await admin.must('getSong', { params: { songId: all.Song?.id ?? '' } });
    expect(lyrics).toBe('[00:00.50]Là là\n[00:01.00]lo');
  });

  it('is not read a second time, and who asked hears how it goes', async () => {
    const before = await songs();
    let again = first;
    const isOfImport = ({ event }: Heard) =>
      event.type === 'import.changed' && event.importId === again.id;
    await hear(admin, null, isOfImport, async () => {
      again = await run();
    });
    const progress = counts({ total: 10, done: 10, unchanged: 8, failed: 2 });
    expect(again).toMatchObject({ state: 'finished', progress });
    expect(await problems(again.id)).toEqual(await problems(first.id));
    expect(await songs()).toEqual(before);
  });

  it('changes songs with their files, and what is gone stays as a song', async () => {
    const before = await songs();
    const { id = '', album } = before.One ?? {};
    const tags = { artist: 'Ada', album: 'Two discs', title: 'One again' };
    await make('Ada/Two discs/CD1/01 One', { format: 'flac', seconds: 3, sound: 'tone', tags });
    await writeFile(join(music, 'Duo/03 - Song.lrc'), 'la la');
    await rm(join(music, 'Own/1.mp3'));
    const { progress, ...later } = await run();
    const expected = { total: 9, done: 9, changed: 2, unchanged: 5, failed: 2, missing: 1 };
    expect(progress).toEqual(counts(expected));
    expect(await problems(later.id)).toMatchObject({ 'Own/1.mp3': 'missing' });

    const after = await songs();
    expect(Object.keys(after)).toHaveLength(7);
    expect(after['One again']).toMatchObject({ id, album, durationMs: 3000 });
    const stream = await admin.must('streamSong', { params: { songId: id } });
    expect((await admin.request(stream.url)).status).toBe(200);
    const { lyrics } = await admin.must('getSong', { params: { songId: after.Song?.id ?? '' } });
    expect(lyrics).toBe('la la');
  });

  it('knows files again that were moved', async () => {
    await mkdir(join(music, 'Moved'));
    await copyFile(join(music, 'Own/2.mp3'), join(music, 'Moved/2.mp3'));
    await rm(join(music, 'Own/2.mp3'));
    const { progress } = await run();
    expect(progress).toMatchObject({ added: 0, duplicates: 0, unchanged: 7, missing: 1 });
  });

  it('is imported again when an admin has a music app scan', async () => {
    const { username, password } = await admin.must('createAppPassword', { body: { name: 'P' } });
    const app = createSubsonic(instance.baseUrl, byToken(username, password));
    expect((await app.same('getScanStatus')).scanStatus).toEqual({ scanning: false, count: 7 });
    const tags = { artist: 'Nora', album: 'New', title: 'Just added' };
    await make('New/1', { format: 'mp3', tags });
    const imports = async () => (await admin.must('listImports')).items;
    const before = await imports();

    expect(await app.call('startScan')).toMatchObject({ status: 'ok' });
    const count = await eventually('the end of the scan', async () => {
      const { scanStatus } = await app.call('getScanStatus');
      return scanStatus.scanning ? null : scanStatus.count;
    });
    expect(count).toBe(8);
    expect(Object.keys(await songs())).toContain('Just added');
    const [scan, ...earlier] = await imports();
    expect(scan).toMatchObject({ path: music, state: 'finished', progress: { added: 1 } });
    expect(earlier).toEqual(before);
  });
});

describe('an import that is interrupted', () => {
  const COUNT = 6;
  const folder = () => join(music, 'Long');

  beforeAll(async () => {
    for (let n = 1; n <= COUNT; n += 1) {
      const tags = { title: `Long ${n}`, artist: 'Long', album: 'Long' };
      await make(`Long/${n}`, { format: 'opus', seconds: LONG_SECONDS, sound: 'tone', tags });
    }
  });

  it('can be cancelled and goes on later', async () => {
    const started = await admin.must('startImport', { body: { path: folder() } });
    const params = { importId: started.id };
    expect(await admin.must('startImport', { body: { path: folder() } })).toMatchObject({
      id: started.id,
    });
    await eventually('a first song', async () => {
      const { progress } = await admin.must('getImport', { params });
      return progress.done > 0;
    });
    expect(await admin.must('cancelImport', { params })).toMatchObject({ state: 'cancelled' });
    expect(await admin.must('cancelImport', { params })).toMatchObject({ state: 'cancelled' });
  });

  it('by kill -9 goes on by itself, and no song comes twice', async () => {
    const started = await admin.must('startImport', { body: { path: folder() } });
    const params = { importId: started.id };
    await eventually('work under way', async () => {
      const { progress } = await admin.must('getImport', { params });
      return progress.done > 0 && progress.currentFile !== null;
    });
    await instance.kill9();
    await instance.start();
    const { state, progress } = await ended(started.id);
    expect(state).toBe('finished');
    expect(progress).toMatchObject({ total: COUNT, done: COUNT, failed: 0, duplicates: 0 });
    const titles = Object.keys(await songs()).filter((title) => title.startsWith('Long'));
    expect(titles).toHaveLength(COUNT);
    const { items } = await admin.must('listSongs', { query: { limit: 200 } });
    expect(items.filter(({ title }) => title.startsWith('Long'))).toHaveLength(COUNT);
  });
});

describe('a folder that cannot be imported', () => {
  it.each([
    ['relative', () => 'music'],
    ['missing', () => join(root, 'nothing')],
    ['a file', () => join(music, 'notes.txt')],
    ['the data folder', () => instance.dataDir],
    ['inside the data folder', () => join(instance.dataDir, 'blobs')],
  ])('is refused: %s', async (_name, path) => {
    const answer = await admin.call('startImport', { body: { path: path() } });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid_request' } });
  });

  it('is refused outside of IMPORT_ROOTS', async () => {
    await instance.process.end('SIGTERM');
    await symlink(root, join(music, 'Mix', 'up'));
    await instance.start({ IMPORT_ROOTS: join(music, 'Mix') });
    for (const path of [root, music, join(music, 'Mix', 'up')]) {
      const answer = await admin.call('startImport', { body: { path } });
      expect(answer).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
    }
    const { progress } = await run(join(music, 'Mix'));
    expect(progress.total).toBe(3);
  });
});
