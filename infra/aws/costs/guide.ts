import { join } from 'node:path';
import { costTables } from './table.ts';

export const guide = join(import.meta.dirname, '../../../docs/aws-deploy.md');
const BEGIN = '<!-- costs: written by `npm run aws:costs` -->';
const END = '<!-- costs end -->';

/** The guide with the tables as they are now. @throws where it has no place for them */
export function withTables(text: string): string {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error('The guide has no marks.');
  return `${before}${BEGIN}\n${costTables()}\n${END}${after}`;
}
