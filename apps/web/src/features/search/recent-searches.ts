import { create } from 'zustand';

const storageKey = 'madrigal.searches';
const most = 8;

/** What was searched for and led somewhere, the newest first; kept in this browser. */
export const useRecentSearches = create<{ searches: readonly string[] }>(() => ({
  searches: read(),
}));

export function rememberSearch(text: string): void {
  const search = text.trim();
  if (!search) return;
  const same = (other: string) => other.toLowerCase() === search.toLowerCase();
  const { searches } = useRecentSearches.getState();
  keep([search, ...searches.filter((other) => !same(other))].slice(0, most));
}

export function forgetSearches(): void {
  keep([]);
}

function keep(searches: readonly string[]): void {
  useRecentSearches.setState({ searches });
  try {
    localStorage.setItem(storageKey, JSON.stringify(searches));
  } catch {
    // Storage is blocked: they last as long as the page.
  }
}

function read(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter((text) => typeof text === 'string') : [];
  } catch {
    return [];
  }
}
