import type { OperationId } from '@madrigal/contract';
import type { Input } from './client.ts';

/** A UUIDv7 that nothing has. */
export const nowhere = '01900000-0000-7000-8000-000000000000';
const song = { params: { songId: nowhere } };
const upload = { params: { uploadId: nowhere } };
const someImport = { params: { importId: nowhere } };

/** A valid request for every operation, about things that do not exist. */
export const validInputs: { [Id in OperationId]: Input<Id> } = {
  getInstance: {},
  setUpInstance: { body: { name: 'Eve', email: 'eve@example.org', password: 'let me in please' } },
  getMe: {},
  updateMe: { body: { name: 'Somebody' } },
  deleteMe: { body: { confirmation: 'not the password' } },
  createApiToken: { body: { name: 'a program', scope: 'read' } },
  listApiTokens: {},
  revokeApiToken: { params: { tokenId: nowhere } },
  createInvitation: { body: {} },
  listInvitations: {},
  revokeInvitation: { params: { invitationId: nowhere } },
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
