import type { Language } from '@madrigal/contract';
import { germanMailTexts } from './texts-de.ts';
import { englishMailTexts, type MailTexts } from './texts-en.ts';

const texts: Readonly<Record<Language, MailTexts>> = {
  en: englishMailTexts,
  de: germanMailTexts,
};

/** A text with its values put in; a value that is missing is a fault of the caller. */
export function mailText(
  language: Language,
  key: keyof MailTexts,
  values: Readonly<Record<string, string>> = {},
): string {
  return texts[language][key].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The mail text ${key} lacks ${name}.`);
    return value;
  });
}
