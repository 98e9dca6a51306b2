import { create } from 'zustand';

const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Also read by public/boot.js, before the first paint. */
const storageKey = 'madrigal.theme';

export const useTheme = create<{ theme: Theme }>(() => ({
  theme: themes.find((theme) => theme === document.documentElement.dataset.theme) ?? 'system',
}));

export function setTheme(theme: Theme): void {
  useTheme.setState({ theme });
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
