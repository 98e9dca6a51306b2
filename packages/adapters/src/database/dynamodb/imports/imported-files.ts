import { createHash } from 'node:crypto';
import type { ImportedFile, ImportProblem, ImportStore } from '@madrigal/core/media/import';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { type Key, type Stored, toStored } from '../items.ts';
import { keyOf } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { getItem, getItems, listPage, queryItems } from '../read.ts';
import { addRecord, changeRecord, type RecordKind } from '../records.ts';
import { again, untilSettled } from '../retry.ts';
import { writeAll } from '../write.ts';

const ROWS_PER_QUERY = 1000;
/** Of a path, in a sort key, which takes 1,024 bytes. */
const PATH_CODE_POINTS = 200;
const PATH_HASH = /^[0-9a-f]{64}$/;
const PATH_AND_HASH = /.[0-9a-f]{64}$/su;

type Files = Pick<
  ImportStore,
  | 'putProblem'
  | 'listProblems'
  | 'findFiles'
  | 'putFile'
  | 'markUnchanged'
  | 'deleteFile'
  | 'changeTags'
  | 'findFileOfSong'
  | 'listFilesOfAlbum'
  | 'listUnseenFiles'
>;

export function createImportedFiles(table: Table): Files {
  return {
    putProblem: (problem) => putProblem(table, problem),
    listProblems: (importId, page) => listProblems(table, importId, page),
    findFiles: async (folder, paths) =>
      filesAt(
        table,
        paths.map((path) => fileKey({ folder, path })),
      ),
    putFile: (file) => putFile(table, file),
    markUnchanged: async (folder, paths, importId) => {
      await inParallel([...new Set(paths)], (path) =>
        changeFile(table, { folder, path }, (file) => ({ ...file, importId, result: 'unchanged' })),
      );
    },
    deleteFile: async (folder, path) => {
      await changeFile(table, { folder, path }, () => null);
    },
    changeTags: async ({ signature, ...place }, tags) => {
      await changeFile(table, place, (file) =>
        file.signature === signature ? { ...file, tags } : file,
      );
    },
    findFileOfSong: async (folder, songId, except) =>
      (await filesIn(table, filesOfSong(folder, songId))).find(({ path }) => path !== except) ??
      null,
    listFilesOfAlbum: (folder, albumPath) => filesIn(table, filesOfAlbum(folder, albumPath)),
    listUnseenFiles: (folder, importId, page) => listUnseen(table, folder, importId, page),
  };
}

type Place = Pick<ImportedFile, 'folder' | 'path'>;

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex');
}

function filesOf(folder: string): string {
  return keyOf('imported', folder);
}

function filesOfSong(folder: string, songId: string): string {
  return keyOf('imported', folder, 'song', songId);
}

function filesOfAlbum(folder: string, albumPath: string): string {
  return keyOf('imported', folder, 'album', albumPath);
}

function fileKey({ folder, path }: Place): Key {
  return { pk: filesOf(folder), sk: hashOf(path) };
}

/** No path has NUL: records are refused that do. */
function nameOf({ folder, path }: Place): string {
  return `${folder}\0${path}`;
}

const fileKind: RecordKind<ImportedFile> = {
  keyOf: (name) => {
    const [folder = '', path = ''] = name.split('\0');
    return fileKey({ folder, path });
  },
  toItem: (file) => ({ ...fileKey(file), file: toStored(file) }),
  toRows: ({ folder, path, songId, albumPath }) =>
    [filesOfSong(folder, songId), filesOfAlbum(folder, albumPath)].map((pk) => ({
      ...{ pk, sk: hashOf(path) },
    })),
  fromItem: ({ file }) => file as ImportedFile,
};

async function filesAt(table: Table, keys: readonly Key[]): Promise<ImportedFile[]> {
  return (await getItems(table, keys)).map(fileKind.fromItem);
}

/** Files that rows of a partition lead to; a row has the sort key of its file. */
async function filesIn(table: Table, partition: string): Promise<ImportedFile[]> {
  const [, folder = ''] = partition.split('#');
  const keys: Key[] = [];
  for await (const { sk } of queryItems(table, { partition }, ROWS_PER_QUERY)) {
    keys.push({ pk: `imported#${folder}`, sk });
  }
  return filesAt(table, keys);
}

async function putFile(table: Table, file: ImportedFile): Promise<void> {
  await untilSettled(table.retry, async () => {
    if (await getItem(table, fileKey(file))) {
      return (await changeFile(table, file, () => file)) ? true : again;
    }
    return (await addRecord(table, fileKind, file)) ? true : again;
  });
}

/** Null where the file is not known. */
function changeFile(
  table: Table,
  place: Place,
  change: (file: ImportedFile) => ImportedFile | null,
): Promise<true | null> {
  return changeRecord(table, fileKind, nameOf(place), (file) =>
    file ? { next: change(file), result: true as const } : null,
  );
}

async function listUnseen(
  table: Table,
  folder: string,
  importId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<ImportedFile, Position>> {
  return listPage<ImportedFile>(
    table,
    { partition: filesOf(folder) },
    {
      limit,
      after: after && placeAfter(after, PATH_HASH),
      sortKeyOf: (row) => row.sk,
      resolve: async (rows) =>
        rows.map(fileKind.fromItem).map((file) => (file.importId === importId ? null : file)),
      positionOf: ({ path }) => [hashOf(path)],
    },
  );
}

/** @throws MadrigalError `invalid_cursor` */
function placeAfter([place = '']: Position, form: RegExp): string {
  if (form.test(place)) return place;
  throw new MadrigalError('invalid_cursor', 'The cursor does not belong to this list.');
}

function problemKey({ importId, path }: Pick<ImportProblem, 'importId' | 'path'>): Key {
  const beginning = Array.from(path).slice(0, PATH_CODE_POINTS).join('');
  return { pk: keyOf('problems', importId), sk: `${beginning}\u0001${hashOf(path)}` };
}

async function putProblem(table: Table, problem: ImportProblem): Promise<void> {
  await writeAll(table, [{ put: { ...problemKey(problem), problem: toStored(problem) } }]);
}

async function listProblems(
  table: Table,
  importId: string,
  { limit, after }: PageRequest<Position>,
): Promise<Page<ImportProblem, Position>> {
  return listPage<ImportProblem>(
    table,
    { partition: keyOf('problems', importId) },
    {
      limit,
      after: after && placeAfter(after, PATH_AND_HASH),
      sortKeyOf: (row) => row.sk,
      resolve: async (rows) => rows.map(({ problem }) => problem as Stored<ImportProblem>),
      positionOf: (problem) => [problemKey(problem).sk],
    },
  );
}
