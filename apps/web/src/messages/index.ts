import { en } from './en.ts';

type Entry = string | { one: string; other: string };
export type MessageKey = keyof typeof en;
/** A language has a text for every key, with plural forms where English has them. */
type Messages = {
  [K in MessageKey]: (typeof en)[K] extends string ? string : { one: string; other: string };
};

type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type TextOf<E> = E extends { other: infer Other } ? Other : E;
type ParamsOf<K extends MessageKey> =
  | Placeholders<TextOf<(typeof en)[K]>>
  | ((typeof en)[K] extends string ? never : 'count');
type Args<K extends MessageKey> = [ParamsOf<K>] extends [never]
  ? []
  : [params: Record<ParamsOf<K>, string | number>];

const messages: Messages = en;
export const language = 'en';
const plurals = new Intl.PluralRules(language);
const numbers = new Intl.NumberFormat(language);

/** The text of a key with its placeholders filled in; `count` picks the plural form. */
export function t<K extends MessageKey>(key: K, ...[params]: Args<K>): string {
  const entry: Entry = messages[key];
  const values: Record<string, string | number> = params ?? {};
  const text = typeof entry === 'string' ? entry : pickForm(entry, Number(values.count));
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? numbers.format(value) : value;
  });
}

function pickForm(entry: { one: string; other: string }, count: number): string {
  return plurals.select(count) === 'one' ? entry.one : entry.other;
}
