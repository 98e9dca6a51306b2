/** Path below which the edge serves objects. */
export const CDN_PATH = '/cdn/';

export function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}

/**
 * Parameter that names the `Content-Disposition` of an answer. S3's own: CloudFront passes it on to S3
 * and signs it with the rest of the address.
 */
export const DISPOSITION = 'response-content-disposition';

/** The policy a URL with `Expires` stands for, spelled exactly as CloudFront signs it. */
export function cannedPolicy(resource: string, expires: string): string {
  return `{"Statement":[{"Resource":${JSON.stringify(resource)},"Condition":{"DateLessThan":{"AWS:EpochTime":${expires}}}}]}`;
}

const URL_SAFE = /^[A-Za-z0-9~-]+_{0,2}$/;

/**
 * Bytes of CloudFront's URL-safe base64 (`-` for `+`, `_` for `=`, `~` for `/`); null for every
 * spelling but the canonical one, so that a URL cannot be altered and still work.
 */
export function decodeUrlSafe(text: string): Buffer | null {
  if (!URL_SAFE.test(text)) return null;
  const base64 = text.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/');
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : null;
}

/** Whether `text` matches a pattern in which `*` is any run of characters and `?` any single one. */
export function matchesPattern(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let starText = 0;
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      starText = t;
    } else if (pattern[p] === '?' || pattern[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1; // let the last star take one character more
      t = ++starText;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
