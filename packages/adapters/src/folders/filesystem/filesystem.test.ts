import { chmod, mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FolderReader } from '@madrigal/core/media/import';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFilesystemFolders } from './index.ts';

let root: string;
let music: string;
let folders: FolderReader;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-folders-')));
  music = join(root, 'music');
  await mkdir(music);
  await mkdir(join(root, 'data', 'blobs'), { recursive: true });
  folders = createFilesystemFolders({ dataDir: join(root, 'data'), linkRoots: null });
});
afterEach(() => rm(root, { recursive: true }));

async function kindsIn(path: string, reader = folders) {
  const { entries } = await reader.list(path);
  return Object.fromEntries(entries.map(({ name, kind }) => [name, kind]));
}

describe('a folder to import', () => {
  it('loses its symbolic links', async () => {
    await symlink(music, join(root, 'link'));
    expect(await folders.resolve(join(root, 'link'))).toBe(music);
    expect(await folders.resolve(`${music}/../music/`)).toBe(music);
  });

  it.each([
    ['music', 'whole path'],
    ['/no/such/folder', 'There is no folder /no/such/folder.'],
    ['/\0', 'whole path'],
  ])('must exist: %j', async (path, sentence) => {
    await expect(folders.resolve(path)).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining(sentence),
    });
  });

  it('is no file and not inside the data folder, also by a link', async () => {
    await writeFile(join(music, 'a.mp3'), '');
    await symlink(join(root, 'data', 'blobs'), join(music, 'link'));
    for (const path of [join(music, 'a.mp3'), join(root, 'data', 'blobs'), join(music, 'link')]) {
      await expect(folders.resolve(path)).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });
});

describe('a list', () => {
  it('says what links lead to, and nothing of what leads nowhere or into the data', async () => {
    await writeFile(join(music, 'a.mp3'), '');
    await mkdir(join(music, 'album'));
    await symlink(join(music, 'a.mp3'), join(music, 'b.mp3'));
    await symlink(music, join(music, 'loop'));
    await symlink('/nowhere', join(music, 'dangling'));
    await symlink(join(root, 'data', 'blobs'), join(music, 'data'));
    expect(await kindsIn(music)).toEqual({
      'a.mp3': 'file',
      album: 'folder',
      'b.mp3': 'file',
      loop: 'folder',
      dangling: 'other',
      data: 'other',
    });
    expect(await kindsIn(root)).toEqual({ music: 'folder', data: 'other' });
  });

  it('follows links only into the folders that were named', async () => {
    await mkdir(join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), join(music, 'out'));
    await symlink(music, join(music, 'in'));
    const bounded = createFilesystemFolders({ dataDir: join(root, 'data'), linkRoots: [music] });
    expect(await kindsIn(music, bounded)).toEqual({ out: 'other', in: 'folder' });
  });

  it('knows a folder again, whatever path leads there', async () => {
    await symlink(music, join(music, 'loop'));
    expect((await folders.list(join(music, 'loop', 'loop'))).id).toBe(
      (await folders.list(music)).id,
    );
  });

  it.skipIf(process.getuid?.() === 0)('of a closed folder is forbidden', async () => {
    await chmod(music, 0);
    await expect(folders.list(music)).rejects.toMatchObject({ code: 'forbidden' });
    await chmod(music, 0o755);
  });
});

describe('a file', () => {
  it('has a size and a time, and bytes in order', async () => {
    const path = join(music, 'a.mp3');
    const bytes = Buffer.alloc(2_500_000, 'abcdefg');
    await writeFile(path, bytes);
    await utimes(path, 0, 1234.5);
    expect(await folders.stat(path)).toEqual({ sizeBytes: bytes.length, modifiedMs: 1_234_500 });
    const chunks: Buffer[] = [];
    for await (const chunk of folders.read(path)) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(await folders.readWhole(path, bytes.length)).toHaveLength(bytes.length);
    expect(await folders.readWhole(path, bytes.length - 1)).toBeNull();
  });

  it('that is gone is not found', async () => {
    const path = join(music, 'gone.mp3');
    await expect(folders.stat(path)).rejects.toMatchObject({ code: 'not_found' });
    await expect(folders.readWhole(path, 1)).rejects.toMatchObject({ code: 'not_found' });
    await expect(folders.read(path)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('whose name cannot be written is explained', async () => {
    const raw = Buffer.concat([Buffer.from(`${music}/`), Buffer.from([0xff]), Buffer.from('.mp3')]);
    await writeFile(raw, '');
    const { entries } = await folders.list(music);
    const stat = folders.stat(join(music, entries[0]?.name ?? ''));
    await expect(stat).rejects.toThrow('not valid UTF-8');
  });
});
