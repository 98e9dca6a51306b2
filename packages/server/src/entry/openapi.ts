// `npm run openapi`: writes docs/openapi.json, or with --check says whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildOpenApi } from '../http/openapi.ts';

const path = fileURLToPath(new URL('../../../../docs/openapi.json', import.meta.url));
const document = `${JSON.stringify(buildOpenApi(), null, 2)}\n`;

switch (process.argv[2]) {
  case '--write':
    writeFileSync(path, document);
    break;
  case '--check':
    if (readFileSync(path, 'utf8') !== document) {
      console.error('docs/openapi.json is not what the contract says. Run: npm run openapi');
      process.exitCode = 1;
    }
    break;
  default:
    console.error('Say --write or --check.');
    process.exitCode = 2;
}
