import { locale } from './index.ts';

/** Keeps what `Intl` took long to make until the language changes. */
export function perLocale<T>(make: (locale: string) => T): () => T {
  let kept: { locale: string; value: T } | null = null;
  return () => {
    if (kept?.locale !== locale) kept = { locale, value: make(locale) };
    return kept.value;
  };
}
