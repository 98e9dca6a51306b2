import type { Importer, ImportsDeps } from './deps.ts';
import { listImports, listProblems } from './list-imports.ts';
import { cancelImport, startImport } from './start-import.ts';

export type { Importer, ImportPace, ImportRunDeps, ImportsDeps } from './deps.ts';
export { isInside } from './inside.ts';
export {
  type FileOutcome,
  type FileResult,
  type Import,
  type ImportedFile,
  type ImportedTags,
  type ImportProblem,
  type ImportProgress,
  noProgress,
} from './model.ts';
export type { FileStat, FolderEntry, FolderReader, ImportChange, ImportStore } from './ports.ts';
export { failImport, runImport } from './run-import.ts';
export { sweepImports } from './sweep-imports.ts';

export type Imports = ReturnType<typeof createImports>;

/** Folders of the server that become songs, for admins. */
export function createImports(deps: ImportsDeps) {
  return {
    start: (importer: Importer, path: string) => startImport(deps, importer, path),
    list: (query: Parameters<typeof listImports>[1]) => listImports(deps, query),
    /** @throws MadrigalError `not_found` */
    get: (importId: string) => deps.imports.getImport(importId),
    listProblems: (importId: string, query: Parameters<typeof listProblems>[2]) =>
      listProblems(deps, importId, query),
    cancel: (importId: string) => cancelImport(deps, importId),
  };
}
