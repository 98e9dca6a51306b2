import { Id } from '@madrigal/contract';
import { expect, test } from 'vitest';
import { newId } from './ids.ts';

test('is a UUIDv7 of the given time', () => {
  const id = newId(Date.parse('2026-01-02T03:04:05.678Z'));
  expect(Id.parse(id)).toBe(id);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(
    Date.parse('2026-01-02T03:04:05.678Z'),
  );
});

test('later ids sort later, and no two are the same', () => {
  expect(newId(1000) < newId(1001)).toBe(true);
  expect(new Set(Array.from({ length: 1000 }, () => newId(5))).size).toBe(1000);
});
