import type { SmartOrder, SmartRule, SmartRules } from '@madrigal/contract';

export type Field = SmartRule['field'];
export type Op = SmartRule['op'];
type Kind = 'text' | 'number' | 'minutes' | 'days' | 'flag';

/** What can be asked of songs, and how. */
export const fields: Readonly<Record<Field, { kind: Kind; ops: readonly Op[] }>> = {
  title: { kind: 'text', ops: ['contains', 'notContains', 'is', 'isNot', 'startsWith'] },
  artist: { kind: 'text', ops: ['is', 'isNot', 'contains', 'notContains', 'startsWith'] },
  album: { kind: 'text', ops: ['is', 'isNot', 'contains', 'notContains', 'startsWith'] },
  genre: { kind: 'text', ops: ['is', 'isNot', 'contains', 'notContains'] },
  year: { kind: 'number', ops: ['atLeast', 'atMost', 'is', 'isNot'] },
  durationMs: { kind: 'minutes', ops: ['atLeast', 'atMost'] },
  plays: { kind: 'number', ops: ['atLeast', 'atMost', 'is'] },
  rating: { kind: 'number', ops: ['atLeast', 'atMost', 'is'] },
  added: { kind: 'days', ops: ['inLastDays', 'notInLastDays'] },
  lastPlayed: { kind: 'days', ops: ['inLastDays', 'notInLastDays'] },
  favourite: { kind: 'flag', ops: ['is'] },
};

export const orders: readonly SmartOrder[] = [
  'random',
  'added',
  'title',
  'artist',
  'year',
  'plays',
  'lastPlayed',
  'rating',
  'durationMs',
];

const minuteMs = 60_000;
const firstValues: Readonly<Record<Kind, string | number | boolean>> = {
  text: '',
  number: 1,
  minutes: 5 * minuteMs,
  days: 30,
  flag: true,
};

/** A rule about a field, to begin with. */
export function newRule(field: Field): SmartRule {
  const { kind, ops } = fields[field];
  const value = field === 'year' ? 2000 : firstValues[kind];
  return { field, op: ops[0], value } as SmartRule;
}

export function withValue(rule: SmartRule, text: string): SmartRule {
  const { kind } = fields[rule.field];
  if (kind === 'text') return { ...rule, value: text } as SmartRule;
  const number = Math.max(kind === 'days' ? 1 : 0, Math.round(Number(text) || 0));
  return { ...rule, value: kind === 'minutes' ? number * minuteMs : number } as SmartRule;
}

/** The value as it is typed. */
export function textOfValue(rule: SmartRule): string {
  const { kind } = fields[rule.field];
  return String(kind === 'minutes' ? Number(rule.value) / minuteMs : rule.value);
}

export const firstRules: SmartRules = {
  where: { match: 'all', rules: [{ field: 'favourite', op: 'is', value: true }] },
  order: { by: 'random', direction: 'up' },
  limit: 100,
};

/** Rules and groups that a group can hold. */
export const mostRules = 20;

/** Only the rules that say something, and only groups that hold some. */
export function completeRules(rules: SmartRules): SmartRules {
  const said = rules.where.rules.flatMap((part): SmartRules['where']['rules'] => {
    if (!('match' in part)) return saysSomething(part) ? [part] : [];
    const inside = part.rules.filter(saysSomething);
    return inside.length > 0 ? [{ ...part, rules: inside }] : [];
  });
  return { ...rules, where: { ...rules.where, rules: said } };
}

function saysSomething({ value }: SmartRule): boolean {
  return typeof value !== 'string' || value.trim() !== '';
}
