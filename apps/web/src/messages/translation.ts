import type { en } from './en/index.ts';

/** A text with a number in it, by the plural categories of `Intl.PluralRules`. */
export type Plural = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
export type Entry = string | Plural;

/** The same keys in another language, with plural forms where English has them. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Plural;
};
export type MessageKey = keyof typeof en;
export type Messages = Translation<typeof en>;
