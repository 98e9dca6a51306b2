// The edge alone in one process: `node edge-process.ts ROOT KEY_PAIR_ID`, public key on stdin.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFilesystemBlobs } from '@madrigal/adapters/blobs/filesystem';
import { createCloudFrontVerifier } from '@madrigal/adapters/signing';
import { type Logger, systemClock } from '@madrigal/core/shared';
import { createEdge, edgeServerOptions } from '../../packages/server/src/edge/index.ts';
import { BASE_URL } from './files.ts';

const [root = '', keyPairId = ''] = process.argv.slice(2);
const publicKeyPem = readFileSync(0, 'utf8');

const logger: Logger = {
  info: () => undefined,
  warn: (fields, message) => console.error(message, fields),
  error: (fields, message) => console.error(message, fields),
  child: () => logger,
};
const blobs = await createFilesystemBlobs({
  root,
  presign: { secret: randomBytes(32), basePath: '/raw' },
  clock: systemClock,
  reuseOpenFilesMs: 1000,
});
const edge = createEdge({
  blobs: blobs.store,
  verifier: createCloudFrontVerifier({ keys: [{ keyPairId, publicKeyPem }], baseUrl: BASE_URL }),
  clock: systemClock,
  logger,
});
const server = createServer(edgeServerOptions, edge);
server.listen(0, '127.0.0.1', () => {
  console.log(`port ${(server.address() as AddressInfo).port}`);
});
