import { Id } from '@madrigal/contract';
import { expect, it } from 'vitest';
import { uuidv7 } from './uuidv7.ts';

it('carries its time, and is what the contract asks for', () => {
  const id = uuidv7(Date.UTC(2026, 0, 2, 3, 4, 5, 6));
  expect(Id.safeParse(id).success).toBe(true);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(
    Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  );
});
