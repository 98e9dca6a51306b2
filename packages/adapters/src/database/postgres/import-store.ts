import type { ImportStore } from '@madrigal/core/media/import';
import type { Kysely } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import {
  changeTags,
  deleteFile,
  findFileOfSong,
  findFiles,
  listFilesOfAlbum,
  listUnseenFiles,
  markUnchanged,
  putFile,
} from './imports/files.ts';
import {
  changeImport,
  createImport,
  findActiveImport,
  forgetRequester,
  getImport,
  listImports,
  listStalledImports,
} from './imports/imports.ts';
import { listProblems, putProblem } from './imports/problems.ts';
import type { Tables } from './tables.ts';

/** Imports of folders, and what they remember, in PostgreSQL. */
export function createImportStore(db: Kysely<Tables>): ImportStore {
  return translatedMethods<ImportStore>({
    createImport: (created) => createImport(db, created),
    getImport: (importId) => getImport(db, importId),
    findActiveImport: (folder) => findActiveImport(db, folder),
    listImports: (page) => listImports(db, page),
    changeImport: (importId, change) => changeImport(db, importId, change),
    forgetRequester: (userId) => forgetRequester(db, userId),
    listStalledImports: (before, limit) => listStalledImports(db, before, limit),
    putProblem: (problem) => putProblem(db, problem),
    listProblems: (importId, page) => listProblems(db, importId, page),
    findFiles: (folder, paths) => findFiles(db, folder, paths),
    putFile: (file) => putFile(db, file),
    changeTags: (file, tags) => changeTags(db, file, tags),
    markUnchanged: (folder, paths, importId) => markUnchanged(db, folder, paths, importId),
    deleteFile: (folder, path) => deleteFile(db, folder, path),
    findFileOfSong: (folder, songId, except) => findFileOfSong(db, folder, songId, except),
    listFilesOfAlbum: (folder, albumPath) => listFilesOfAlbum(db, folder, albumPath),
    listUnseenFiles: (folder, importId, page) => listUnseenFiles(db, folder, importId, page),
  });
}
