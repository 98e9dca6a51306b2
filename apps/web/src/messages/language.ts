/** The languages there are; the first is the one for everybody else. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** How each language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' };

const storageKey = 'madrigal.language';

/** What somebody chose in this browser; null to follow the browser. */
export function chosenLanguage(): Language | null {
  try {
    return languages.find((language) => language === localStorage.getItem(storageKey)) ?? null;
  } catch {
    return null;
  }
}

export function keepChosenLanguage(choice: Language | null): void {
  try {
    if (choice) localStorage.setItem(storageKey, choice);
    else localStorage.removeItem(storageKey);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

/** The first language a person prefers that there are texts in. */
export function preferredLanguage(preferences: readonly string[]): Language {
  for (const preference of preferences) {
    const found = languages.find((language) => speaks(preference, language));
    if (found) return found;
  }
  return languages[0];
}

/** The person's regional variant of a language, for numbers and dates: `en-GB`, `de-AT`. */
export function localeOf(language: Language, preferences: readonly string[]): string {
  return preferences.find((preference) => speaks(preference, language)) ?? language;
}

function speaks(preference: string, language: Language): boolean {
  return preference.toLowerCase().split('-')[0] === language;
}
