/** First and last byte of a single range of a file; null where the whole is to be answered. */
export function rangeOf(
  header: string | null,
  size: number,
): { first: number; last: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, from = '', to = ''] = match;
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return first >= size || first > last ? 'unsatisfiable' : { first, last };
}

/** A stored answer as the whole, or as the range that was asked for (RFC 9110, section 14). */
export async function answerRange(request: Request, stored: Response): Promise<Response> {
  const bytes = await stored.blob();
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'content-type': stored.headers.get('content-type') ?? 'application/octet-stream',
  });
  const range = rangeOf(request.headers.get('range'), bytes.size);
  if (range === null) return new Response(bytes, { headers });
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${bytes.size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-range', `bytes ${range.first}-${range.last}/${bytes.size}`);
  return new Response(bytes.slice(range.first, range.last + 1), { status: 206, headers });
}
