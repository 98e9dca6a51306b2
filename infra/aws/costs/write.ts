// `npm run aws:costs`: works the estimate out anew and writes it into docs/aws-deploy.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { guide, withTables } from './guide.ts';

writeFileSync(guide, withTables(readFileSync(guide, 'utf8')));
