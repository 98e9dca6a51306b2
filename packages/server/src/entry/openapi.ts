// `npm run openapi`: writes docs/openapi.json, or with --check says whether it is up to date.
import { buildOpenApi } from '../http/openapi.ts';
import { keepGenerated } from './generated-file.ts';

const document = `${JSON.stringify(buildOpenApi(), null, 2)}\n`;
keepGenerated('docs/openapi.json', document, 'npm run openapi');
