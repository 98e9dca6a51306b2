import type { SmartRule } from '@madrigal/contract';
import { expect, it } from 'vitest';
import { completeRules, firstRules, newRule } from './smart-fields.ts';

const genre = (value: string): SmartRule => ({ field: 'genre', op: 'is', value });

it('leaves out rules that say nothing yet, and groups that hold none', () => {
  const empty = { match: 'any' as const, rules: [newRule('title')] };
  const half = { match: 'any' as const, rules: [genre(' '), genre('Folk')] };
  const where = { match: 'all' as const, rules: [genre(''), empty, half, newRule('year')] };
  expect(completeRules({ ...firstRules, where }).where).toEqual({
    match: 'all',
    rules: [{ match: 'any', rules: [genre('Folk')] }, newRule('year')],
  });
});
