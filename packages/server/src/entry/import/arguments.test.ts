import { expect, test } from 'vitest';
import { sortArguments } from './arguments.ts';

test.each([
  [['/music'], ['/music'], []],
  [['--data', '/data', '/music'], ['/music'], ['--data', '/data']],
  [['/music', '--data=/data'], ['/music'], ['--data=/data']],
  [['--data=/data', '/a', '/b'], ['/a', '/b'], ['--data=/data']],
  [['--data'], [], ['--data']],
])('%j names the folders %j and the settings %j', (argv, paths, settings) => {
  expect(sortArguments(argv, ['--force'])).toEqual({ paths, settings, own: new Set() });
});

test('flags of its own take no value', () => {
  const { paths, own } = sortArguments(['--force', '/music'], ['--force']);
  expect(paths).toEqual(['/music']);
  expect([...own]).toEqual(['--force']);
});
