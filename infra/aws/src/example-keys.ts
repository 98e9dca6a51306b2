import type { PublicKey } from './installation.ts';

/** Public keys whose private halves were never kept. */
export const exampleKeys: readonly PublicKey[] = [
  {
    name: '2026-01',
    pem: `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6QCPUs6DlE9W1dJhRNsxVRWXk90/
E2WVGkL0x1lj56t56/51wIXzClbFQ05tRu2aWIU6LbPEfcPRZm67/LPUSg==
-----END PUBLIC KEY-----
`,
  },
];
