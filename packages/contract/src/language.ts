import { z } from 'zod';

/** Languages that mails, texts to phones and the web app are written in. */
export const Language = z.enum(['en', 'de']).meta({ id: 'Language' });
export type Language = z.infer<typeof Language>;

/**
 * The language that whoever sends this `Accept-Language` (RFC 9110, section 12.5.4) prefers among
 * ours; null where they want none of them, or do not say.
 */
export function languageOfRequest(header: string | null | undefined): Language | null {
  const wanted = (header ?? '')
    .slice(0, 1000)
    .split(',')
    .map((part, place) => {
      const [tag = '', ...params] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = params.find((param) => param.startsWith('q='))?.slice(2) ?? '1';
      return { language: tag.split('-')[0], quality: Number(quality) || 0, place };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality || one.place - other.place);
  for (const { language } of wanted) {
    const known = Language.options.find((ours) => ours === language);
    if (known) return known;
  }
  return null;
}
