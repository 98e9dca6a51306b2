const LONGEST = 180;
/** Controls, and signs that some file system or header gives a meaning of its own. */
const UNSAFE = /[\p{C}\\/:*?"<>|]+/gu;

/** A name that every file system takes: no controls, no paths, not hidden, not too long. */
export function safeFileName(name: string, otherwise = 'file'): string {
  const clean = name.toWellFormed().replace(UNSAFE, ' ').replace(/\s+/gu, ' ').trim();
  const visible = clean.replace(/^[.\s]+/, '');
  if (visible.length <= LONGEST) return visible || otherwise;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(visible)?.[0] ?? '';
  return shortened(visible, LONGEST - extension.length).trimEnd() + extension;
}

/** The first signs of a text, none of them cut in half. */
function shortened(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/**
 * `Content-Disposition` that has a browser save an answer under this name instead of showing it: in
 * ASCII for old programs, and in full as RFC 6266, section 4.3, and RFC 8187, section 3.2, have it.
 */
export function attachment(name: string): string {
  const safe = safeFileName(name);
  const ascii = safe
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|[%]/gu, '_');
  const full = encodeURIComponent(safe).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${full}`;
}

const OURS =
  /^attachment; filename="[\x20\x21\x23-\x5b\x5d-\x7e]{1,400}"; filename\*=UTF-8''[A-Za-z0-9._~!%-]{1,2000}$/;

/** Whether a text is one that {@link attachment} could have made, and so safe in a header. */
export function isAttachment(text: string): boolean {
  return OURS.test(text);
}
