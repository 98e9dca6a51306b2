import { expect, test } from 'vitest';
import { chooseRange } from './ranges.ts';

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=10-1000', { start: 10, end: 99 }],
  ['bytes=99-', { start: 99, end: 99 }],
  ['BYTES=5-6', { start: 5, end: 6 }],
  ['bytes= 5-6 ', { start: 5, end: 6 }],
  ['bytes=-1', { start: 99, end: 99 }],
  ['bytes=-100', { start: 0, end: 99 }],
  ['bytes=-101', { start: 0, end: 99 }],
  ['bytes=0-99999999999999999999999999', { start: 0, end: 99 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=100-200', 'unsatisfiable'],
  ['bytes=99999999999999999999999999-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-4', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=', 'whole'],
  ['bytes=a-b', 'whole'],
  ['bytes=0x1-2', 'whole'],
  ['bytes=1.5-2', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['bytes=-1,-2', 'whole'],
  ['bytes 0-1', 'whole'],
  ['items=0-1', 'whole'],
  ['0-1', 'whole'],
  ['', 'whole'],
])('of 100 bytes, %j is %j', (header, choice) => {
  expect(chooseRange(header, 100)).toEqual(choice);
});

test.each([
  ['bytes=0-', 'unsatisfiable'],
  ['bytes=-5', 'unsatisfiable'],
  ['bytes=0-1,2-3', 'whole'],
])('of nothing, %j is %j', (header, choice) => {
  expect(chooseRange(header, 0)).toEqual(choice);
});
