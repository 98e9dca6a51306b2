import { z } from 'zod';

/** Songs that a smart playlist holds at most. */
export const MAX_SMART_SONGS = 1000;

/** Names are compared like a search does: without case, accents and punctuation. */
const TextRule = z.object({
  field: z.enum(['title', 'artist', 'album', 'genre']),
  op: z.enum(['is', 'isNot', 'contains', 'notContains', 'startsWith']),
  value: z.string().trim().min(1).max(200),
});

/** `rating` is the caller's stars, 0 without; `plays` are the caller's own. */
const NumberRule = z.object({
  field: z.enum(['year', 'durationMs', 'plays', 'rating']),
  op: z.enum(['is', 'isNot', 'atLeast', 'atMost']),
  value: z.int().min(0).max(1_000_000_000),
});

/** Days of 24 hours up to now. What was never played was not played in the last days. */
const DaysRule = z.object({
  field: z.enum(['added', 'lastPlayed']),
  op: z.enum(['inLastDays', 'notInLastDays']),
  value: z.int().min(1).max(36_500),
});

const FavouriteRule = z.object({
  field: z.literal('favourite'),
  op: z.literal('is'),
  value: z.boolean(),
});

export const SmartRule = z
  .union([TextRule, NumberRule, DaysRule, FavouriteRule])
  .meta({ id: 'SmartRule' });
export type SmartRule = z.infer<typeof SmartRule>;

const match = z.enum(['all', 'any']);
const MOST_RULES = 20;

export const SmartSubgroup = z
  .object({ match, rules: z.array(SmartRule).min(1).max(MOST_RULES) })
  .meta({ id: 'SmartSubgroup' });
export type SmartSubgroup = z.infer<typeof SmartSubgroup>;

/** Rules of which all or any must hold; a group among them counts as one. */
export const SmartGroup = z
  .object({ match, rules: z.array(z.union([SmartRule, SmartSubgroup])).max(MOST_RULES) })
  .meta({ id: 'SmartGroup' });
export type SmartGroup = z.infer<typeof SmartGroup>;

/** `random` is another order every day. */
export const SmartOrder = z.enum([
  'random',
  'added',
  'title',
  'artist',
  'year',
  'plays',
  'lastPlayed',
  'rating',
  'durationMs',
]);
export type SmartOrder = z.infer<typeof SmartOrder>;

/** Which songs a smart playlist holds: worked out anew whenever it is looked at. */
export const SmartRules = z
  .object({
    where: SmartGroup,
    order: z.object({ by: SmartOrder, direction: z.enum(['up', 'down']) }),
    limit: z.int().min(1).max(MAX_SMART_SONGS),
  })
  .meta({ id: 'SmartRules' });
export type SmartRules = z.infer<typeof SmartRules>;
