import { MadrigalError, type Position } from '../../../shared/index.ts';
import type { Import, ImportedFile, ImportProblem, ImportStore } from '../index.ts';

const ACTIVE = ['queued', 'running'];

/** Imports held in memory; every answer is a copy. */
export function createMemoryImports(): ImportStore {
  const imports = new Map<string, Import>();
  const problems = new Map<string, ImportProblem>();
  const files = new Map<string, ImportedFile>();
  const key = (one: string, other: string) => `${one}\n${other}`;
  const find = (importId: string): Import => {
    const found = imports.get(importId);
    if (!found) throw new MadrigalError('not_found', 'There is no such import.');
    return found;
  };
  const activeIn = (folder: string) =>
    [...imports.values()].find((each) => each.folder === folder && ACTIVE.includes(each.state));
  const filesOf = (folder: string) => [...files.values()].filter((file) => file.folder === folder);
  return {
    createImport: async (created) => {
      if (imports.has(created.id) || activeIn(created.folder)) {
        throw new MadrigalError('conflict', 'It is being imported.');
      }
      imports.set(created.id, structuredClone(created));
    },
    getImport: async (importId) => structuredClone(find(importId)),
    findActiveImport: async (folder) => structuredClone(activeIn(folder) ?? null),
    listImports: async (page) => {
      const all = [...imports.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
      const rest = all.filter(
        ({ id }) => !page.after || id < checked(page.after, /^[0-9a-f-]{36}$/),
      );
      return pageOf(rest, page.limit, ({ id }) => [id]);
    },
    changeImport: async (importId, { whileState, ...change }) => {
      const found = find(importId);
      if (!whileState.includes(found.state)) return null;
      imports.set(importId, structuredClone({ ...found, ...change }));
      return structuredClone(find(importId));
    },
    forgetRequester: async (userId) => {
      for (const each of imports.values()) if (each.requestedBy === userId) each.requestedBy = '';
    },
    listStalledImports: async (before, limit) =>
      [...imports.values()]
        .filter(({ state, updatedAt }) => ACTIVE.includes(state) && updatedAt < before)
        .slice(0, limit),
    putProblem: async (problem) => {
      problems.set(key(problem.importId, problem.path), structuredClone(problem));
    },
    listProblems: async (importId, page) => {
      const after = page.after && checked(page.after, /^path:/).slice('path:'.length);
      const all = [...problems.values()].filter((each) => each.importId === importId);
      const sorted = all.toSorted((a, b) =>
        Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)),
      );
      const start = after === undefined ? 0 : sorted.findIndex(({ path }) => path === after) + 1;
      return pageOf(sorted.slice(start), page.limit, ({ path }) => [`path:${path}`]);
    },
    findFiles: async (folder, paths) =>
      structuredClone(paths.flatMap((path) => files.get(key(folder, path)) ?? [])),
    putFile: async (file) => void files.set(key(file.folder, file.path), structuredClone(file)),
    changeTags: async ({ folder, path, signature }, tags) => {
      const file = files.get(key(folder, path));
      if (file?.signature === signature) files.set(key(folder, path), { ...file, tags });
    },
    markUnchanged: async (folder, paths, importId) => {
      for (const path of paths) {
        const file = files.get(key(folder, path));
        if (file) files.set(key(folder, path), { ...file, importId, result: 'unchanged' });
      }
    },
    deleteFile: async (folder, path) => void files.delete(key(folder, path)),
    findFileOfSong: async (folder, songId, except) =>
      structuredClone(
        filesOf(folder).find((file) => file.songId === songId && file.path !== except) ?? null,
      ),
    listFilesOfAlbum: async (folder, albumPath) =>
      structuredClone(filesOf(folder).filter((file) => file.albumPath === albumPath)),
    listUnseenFiles: async (folder, importId, page) => {
      const after = page.after?.[0] ?? '';
      const unseen = filesOf(folder).filter(
        (file) => file.importId !== importId && file.path > after,
      );
      return pageOf(
        unseen.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
        page.limit,
        ({ path }) => [path],
      );
    },
  };
}

function checked(position: Position, form: RegExp): string {
  const [text = ''] = position;
  if (form.test(text)) return text;
  throw new MadrigalError('invalid_cursor', 'The cursor does not belong to this list.');
}

function pageOf<Item>(all: Item[], limit: number, toPosition: (item: Item) => Position) {
  const items = all.slice(0, limit);
  const last = items.at(-1);
  return {
    items: structuredClone(items),
    next: last && all.length > limit ? toPosition(last) : null,
  };
}
