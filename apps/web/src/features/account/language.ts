import { create } from 'zustand';
import { language, setTexts } from '../../messages/index.ts';
import {
  chosenLanguage,
  keepChosenLanguage,
  type Language,
  preferredLanguage,
} from '../../messages/language.ts';

/** `choice` null follows the browser; `shown` is what the texts on screen are in. */
export const useLanguage = create<{ choice: Language | null; shown: Language }>(() => ({
  choice: chosenLanguage(),
  shown: language,
}));

/** Shows the app in the chosen language; English stays where the texts cannot be fetched. */
export async function showLanguage(choice = useLanguage.getState().choice): Promise<void> {
  const wanted = choice ?? preferredLanguage(navigator.languages);
  await setTexts(wanted, navigator.languages).catch(() => undefined);
  document.documentElement.lang = language;
  useLanguage.setState({ choice, shown: language });
}

export function chooseLanguage(choice: Language | null): Promise<void> {
  keepChosenLanguage(choice);
  return showLanguage(choice);
}
