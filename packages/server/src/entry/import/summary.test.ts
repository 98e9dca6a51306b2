import { type Import, type ImportProblem, noProgress } from '@madrigal/core/media/import';
import { expect, test } from 'vitest';
import { summarise } from './summary.ts';

function report(
  change: Partial<Import>,
  problems: [path: string, kind: ImportProblem['kind']][] = [],
) {
  const ended: Import = {
    id: 'i',
    folder: '/srv/music',
    requestedBy: 'someone',
    state: 'finished',
    progress: noProgress(),
    failure: null,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    finishedAt: new Date(0),
    ...change,
  };
  const all = problems.map(([path, kind]) => ({ importId: 'i', path, kind, reason: 'It broke.' }));
  return summarise({ ended, problems: all });
}

const counts = { added: 1200, changed: 1, unchanged: 0, duplicate: 2, failed: 1 };

test('says what happened, and lists what failed and what is gone', () => {
  const progress = { ...noProgress(), total: 1204, counts };
  const lines = report({ progress }, [
    ['a/b.mp3', 'failed'],
    ['c\u001b.mp3', 'missing'],
  ]);
  expect(lines).toEqual([
    '  ✓ 1,200 songs added, 1 changed, 2 there already, 1 failed.',
    '',
    '  Could not be imported:',
    '    a/b.mp3: It broke.',
    '',
    '  Gone since an earlier import, their songs stay:',
    '    c?.mp3',
  ]);
});

test('lists no more than twenty files that are gone', () => {
  const gone = Array.from({ length: 25 }, (_, n): [string, 'missing'] => [`${n}.mp3`, 'missing']);
  const lines = report({}, gone);
  expect(lines).toHaveLength(24);
  expect(lines.at(-1)).toBe('    and 5 more');
});

test('says what an import that ended early came to', () => {
  const [failed] = report({ state: 'failed', failure: 'The disk is full.' });
  expect(failed).toBe('  ✗ The disk is full. So far: nothing yet.');
  const progress = { ...noProgress(), counts: { ...noProgress().counts, added: 1 } };
  expect(report({ state: 'cancelled', progress })).toEqual(['  Stopped: 1 song added.']);
});

test('says that a folder holds no music', () => {
  const [line] = report({ progress: { ...noProgress(), total: 0 } });
  expect(line).toBe('  ✓ There is no music in this folder.');
});
