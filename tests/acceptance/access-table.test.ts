import { type Access, endpoints, type OperationId } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { type Client, type Input, sharedInstance } from './harness/index.ts';

const { anonymous, listener, admin } = sharedInstance();

/** A UUIDv7 that nothing has. */
const nowhere = '01900000-0000-7000-8000-000000000000';
const song = { params: { songId: nowhere } };
const upload = { params: { uploadId: nowhere } };
const someImport = { params: { importId: nowhere } };

/** A valid request for every operation: only the caller decides whether it may pass. */
const inputs: { [Id in OperationId]: Input<Id> } = {
  getInstance: {},
  setUpInstance: { body: { name: 'Eve', email: 'eve@example.org', password: 'let me in please' } },
  getMe: {},
  listSongs: {},
  getSong: song,
  requestRendition: { ...song, body: { format: 'opus' } },
  streamSong: song,
  createUpload: { body: { fileName: 'a.mp3', sizeBytes: 1000 } },
  listUploads: {},
  getUpload: upload,
  signUploadParts: { ...upload, body: { partNumbers: [1] } },
  completeUpload: upload,
  retryUpload: upload,
  cancelUpload: upload,
  // No folder of anybody's: the path says nothing, whoever asks.
  startImport: { body: { path: 'nowhere' } },
  listImports: {},
  getImport: someImport,
  listImportProblems: someImport,
  cancelImport: someImport,
  listOutbox: {},
  getLiveness: {},
  getReadiness: {},
};

const callers: [name: Access, client: Client][] = [
  ['anonymous', anonymous],
  ['listener', listener],
  ['admin', admin],
];
const rank: Record<Access, number> = { anonymous: 0, listener: 1, admin: 2 };

/** How access is decided: nothing, or the code of the refusal. */
function refusalFor(caller: Access, access: Access): 'unauthenticated' | 'forbidden' | null {
  if (rank[caller] >= rank[access]) return null;
  return caller === 'anonymous' ? 'unauthenticated' : 'forbidden';
}

const rows = (Object.keys(endpoints) as OperationId[]).flatMap((id) =>
  callers.map(([caller, client]) => ({ id, access: endpoints[id].access, caller, client })),
);

describe('who may call what', () => {
  it.each(rows)('$id ($access) called by $caller', async ({ id, access, caller, client }) => {
    const answer = await client.call(id, inputs[id]);
    const code = answer.ok ? null : answer.problem.code;
    const refusal = code === 'unauthenticated' || code === 'forbidden' ? code : null;
    expect(refusal).toBe(refusalFor(caller, access));
  });
});
