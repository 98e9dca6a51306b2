import type { FileResult, ImportProblem } from '@madrigal/core/media/import';
import type { ImportReport } from './perform-import.ts';
import { count } from './progress-line.ts';

const MOST_MISSING = 20;

const words: readonly (readonly [FileResult, one: string, many: string])[] = [
  ['added', 'song added', 'songs added'],
  ['changed', 'changed', 'changed'],
  ['unchanged', 'unchanged', 'unchanged'],
  ['duplicate', 'there already', 'there already'],
  ['failed', 'failed', 'failed'],
];

/** What came of an import, line by line. */
export function summarise({ ended, problems }: ImportReport): string[] {
  const failed = problems.filter(({ kind }) => kind === 'failed');
  const missing = problems.filter(({ kind }) => kind === 'missing');
  return [
    headline(ended),
    ...list('Could not be imported:', failed, ({ path, reason }) => `${path}: ${reason}`),
    ...list(
      'Gone since an earlier import, their songs stay:',
      missing.slice(0, MOST_MISSING),
      ({ path }) => path,
    ),
    ...(missing.length > MOST_MISSING
      ? [`    and ${count(missing.length - MOST_MISSING)} more`]
      : []),
  ];
}

function headline({ state, progress, failure }: ImportReport['ended']): string {
  const { counts, total } = progress;
  const parts = words
    .filter(([result]) => counts[result] > 0)
    .map(([result, one, many]) => `${count(counts[result])} ${counts[result] === 1 ? one : many}`);
  const said =
    parts.join(', ') || (total === 0 ? 'There is no music in this folder' : 'nothing yet');
  if (state === 'finished') return `  ✓ ${said}.`;
  if (state === 'cancelled') return `  Stopped: ${said}.`;
  return `  ✗ ${failure ?? 'The import failed.'} So far: ${said}.`;
}

function list(
  title: string,
  problems: readonly ImportProblem[],
  line: (problem: ImportProblem) => string,
): string[] {
  return problems.length === 0
    ? []
    : ['', `  ${title}`, ...problems.map((each) => `    ${printable(line(each))}`)];
}

function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: names of files may hold them
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}
