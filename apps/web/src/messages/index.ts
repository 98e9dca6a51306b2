import { en } from './en/index.ts';
import { type Language, localeOf } from './language.ts';
import type { Entry, MessageKey, Messages, Plural } from './translation.ts';

export type { MessageKey } from './translation.ts';

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

/** English is always there; another language is fetched when somebody reads it. */
const load: Record<Language, () => Promise<Messages>> = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
};

let messages: Messages = en;
export let language: Language = 'en';
/** What `Intl` is to format by: the reader's region, where it speaks the language. */
export let locale = 'en';
let plurals = new Intl.PluralRules(locale);
let numbers = new Intl.NumberFormat(locale);

/** Reads all texts in one language from now on. What is on screen has to be rendered anew. */
export async function setTexts(next: Language, preferences: readonly string[] = []): Promise<void> {
  messages = await load[next]();
  language = next;
  locale = localeOf(next, preferences);
  plurals = new Intl.PluralRules(locale);
  numbers = new Intl.NumberFormat(locale);
}

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

function pickForm(entry: Plural, count: number): string {
  return entry[plurals.select(count)] ?? entry.other;
}
