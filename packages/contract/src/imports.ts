import { z } from 'zod';
import { Id, PageQuery, pageOf, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

export const ImportState = z
  .enum(['queued', 'running', 'finished', 'failed', 'cancelled'])
  .meta({ id: 'ImportState' });
export type ImportState = z.infer<typeof ImportState>;

const Count = z.int().min(0);

/** One pass over a folder of the server that makes songs of its audio files. */
export const Import = z
  .object({
    id: Id,
    /** Absolute path on the server. */
    path: z.string(),
    state: ImportState,
    progress: z.object({
      /** Audio files there are; null until they were counted. */
      total: Count.nullable(),
      /** Sum of the following five. */
      done: Count,
      added: Count,
      /** Songs that got new audio, tags, lyrics or cover. */
      changed: Count,
      /** Files that are as the import before found them. */
      unchanged: Count,
      /** Files with the content of a song that is there already. */
      duplicates: Count,
      failed: Count,
      /** Files of earlier imports that are gone; their songs stay. */
      missing: Count,
      /** The file that was begun last, below `path`. */
      currentFile: z.string().nullable(),
    }),
    /** Why it `failed` as a whole, in words. */
    failure: z.string().nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    finishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

/** A file that could not be imported, or one that is gone since an earlier import. */
export const ImportProblem = z
  .object({
    /** Below the folder of the import. */
    path: z.string(),
    kind: z.enum(['failed', 'missing']),
    /** In words for the person who imports. */
    reason: z.string(),
  })
  .meta({ id: 'ImportProblem' });
export type ImportProblem = z.infer<typeof ImportProblem>;

const importParams = z.object({ importId: Id });

export const startImport = defineEndpoint({
  operationId: 'startImport',
  method: 'POST',
  path: '/api/v1/admin/imports',
  tag: 'Imports',
  summary: 'Make songs of the audio files in a folder of the server',
  description:
    'Files that an earlier import of the folder saw and that did not change since are not read again. ' +
    'While the folder is imported already, that import is answered.',
  access: 'admin',
  params: z.object({}),
  query: z.object({}),
  body: z.object({
    /** Absolute, on the server; where the server names folders for imports, inside one of them. */
    path: z.string().min(1).max(4096),
  }),
  status: 202,
  response: Import,
  errors: ['forbidden', 'conflict'],
});

export const listImports = defineEndpoint({
  operationId: 'listImports',
  method: 'GET',
  path: '/api/v1/admin/imports',
  tag: 'Imports',
  summary: 'Imports, newest first',
  access: 'admin',
  params: z.object({}),
  query: PageQuery,
  body: z.undefined(),
  status: 200,
  response: pageOf(Import).meta({ id: 'ImportPage' }),
  errors: ['invalid_cursor'],
});

export const getImport = defineEndpoint({
  operationId: 'getImport',
  method: 'GET',
  path: '/api/v1/admin/imports/{importId}',
  tag: 'Imports',
  summary: 'How far an import is',
  access: 'admin',
  params: importParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: Import,
  errors: ['not_found'],
});

export const listImportProblems = defineEndpoint({
  operationId: 'listImportProblems',
  method: 'GET',
  path: '/api/v1/admin/imports/{importId}/problems',
  tag: 'Imports',
  summary: 'Files that an import could not take, and files that are gone, by path',
  access: 'admin',
  params: importParams,
  query: PageQuery,
  body: z.undefined(),
  status: 200,
  response: pageOf(ImportProblem).meta({ id: 'ImportProblemPage' }),
  errors: ['not_found', 'invalid_cursor'],
});

export const cancelImport = defineEndpoint({
  operationId: 'cancelImport',
  method: 'POST',
  path: '/api/v1/admin/imports/{importId}/cancel',
  tag: 'Imports',
  summary: 'Stop an import; what is in stays in',
  description:
    'Repeating it changes nothing. Another import of the folder goes on where it stopped.',
  access: 'admin',
  params: importParams,
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: Import,
  errors: ['not_found', 'conflict'],
});
