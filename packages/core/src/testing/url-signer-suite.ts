import { beforeAll, describe, expect, test } from 'vitest';
import type { UrlSigner, UrlVerifier } from '../delivery/index.ts';
import { toBlobKey } from '../shared/index.ts';

/** A verifier with the signers around it. URLs are relative, so each is a target as it is. */
export interface UrlSigningSetup {
  verifier: UrlVerifier;
  /** Two whose keys the verifier trusts. */
  signer: UrlSigner;
  successor: UrlSigner;
  /** One that claims the id of a trusted key but has another. */
  impostor: UrlSigner;
  /** One whose key id the verifier does not know. */
  stranger: UrlSigner;
}

const now = new Date('2027-03-04T05:06:07.890Z');
const later = new Date('2027-03-04T06:00:00.000Z');
const key = toBlobKey('library/songs/0190/original.mp3');

/** Every promise of {@link UrlSigner} and {@link UrlVerifier}. */
export function describeUrlSigning(name: string, setup: () => UrlSigningSetup): void {
  describe(`signed URLs: ${name}`, () => {
    let context: UrlSigningSetup;
    beforeAll(() => {
      context = setup();
    });
    describeObjects(() => context);
    describePrefixes(() => context);
    describeCookies(() => context);
    describeForgeries(() => context);
  });
}

type Context = () => UrlSigningSetup;

function describeObjects(context: Context): void {
  test('a signed URL opens its object until it expires', () => {
    const { signer, verifier } = context();
    const url = signer.signObject(key, later);
    expect(verifier.verify(url, now)).toMatchObject({ key, expiresAt: later });
    const lastMoment = new Date(later.getTime() - 1);
    expect(verifier.verify(url, lastMoment)).toMatchObject({ key });
    expect(codeOf(() => verifier.verify(url, later))).toBe('url_expired');
    expect(verifier.verify(url, now)).toMatchObject({ key });
  });

  test('one object keeps one URL', () => {
    const { signer } = context();
    expect(signer.signObject(key, later)).toBe(signer.signObject(key, new Date(later)));
    expect(signer.signObject(key, later)).not.toBe(signer.signObject(key, now));
  });

  test('times are cut to whole seconds, never prolonged', () => {
    const { signer, verifier } = context();
    const url = signer.signObject(key, new Date('2027-03-04T06:00:00.999Z'));
    expect(verifier.verify(url, now).expiresAt).toEqual(later);
  });

  test('a name to save it under is part of what is signed', () => {
    const { signer, verifier } = context();
    const url = signer.signObject(key, later, "Möwe's “Flug” (2) 50 %.mp3");
    const verified = verifier.verify(url, now);
    expect(verified).toMatchObject({ key, expiresAt: later });
    expect(verified.disposition).toMatch(/^attachment; filename="Mowe's .Flug. \(2\) 50 _.mp3"; /);
    expect(verified.disposition).toContain('M%C3%B6we%27s');
    expect(url).not.toBe(signer.signObject(key, later));
    for (const other of [url.replace('Flug', 'Flog'), url.replace(/response-[^&]*&/, '')]) {
      expect(codeOf(() => verifier.verify(other, now))).toBe('url_signature_invalid');
    }
    expect(verifier.verify(signer.signObject(key, later), now).disposition).toBeNull();
  });

  test('every trusted key is honoured', () => {
    const { successor, verifier } = context();
    expect(verifier.verify(successor.signObject(key, later), now)).toMatchObject({ key });
  });
}

function describePrefixes(context: Context): void {
  const prefix = toBlobKey('library/songs/a');
  const targetOf = (rest: string): string => {
    const { baseUrl, query } = context().signer.signPrefix(prefix, later);
    return `${baseUrl}${rest}?${query}`;
  };

  test.each(['x.mp3', 'deep/er/x.mp3'])('a signed prefix opens %s below it', (rest) => {
    expect(context().verifier.verify(targetOf(rest), now)).toMatchObject({
      key: `library/songs/a/${rest}`,
      expiresAt: later,
    });
  });

  test('below a signed prefix only a proper name to save under is taken', () => {
    const { baseUrl, query } = context().signer.signPrefix(prefix, later);
    const named = (value: string) =>
      `${baseUrl}x.mp3?response-content-disposition=${encodeURIComponent(value)}&${query}`;
    for (const value of ['inline', 'attachment; filename="a\r\nX: y"; filename*=UTF-8\'\'a']) {
      expect(codeOf(() => context().verifier.verify(named(value), now))).toBe('invalid_request');
    }
  });

  test('a signed prefix expires', () => {
    expect(codeOf(() => context().verifier.verify(targetOf('x.mp3'), later))).toBe('url_expired');
  });

  test.each([
    'library/songs/ab/x.mp3',
    'library/songs/b/x.mp3',
    'library/songs/a',
    'library/x.mp3',
    'other/library/songs/a/x.mp3',
  ])('a signed prefix does not open %s', (other) => {
    const target = targetOf('x.mp3').replace('library/songs/a/x.mp3', other);
    expect(codeOf(() => context().verifier.verify(target, now))).toBe('url_signature_invalid');
  });

  test.each([
    '../b/x.mp3',
    '%2e%2e/b/x.mp3',
    '..%2fb/x.mp3',
    '%252e%252e/b/x.mp3',
    'x%00.mp3',
    'x\\..\\y',
    '/x.mp3',
    '',
    '.hidden',
  ])('a signed prefix opens nothing that is not a key: %j', (rest) => {
    expect(codeOf(() => context().verifier.verify(targetOf(rest), now))).toBe('invalid_request');
  });
}

function describeCookies(context: Context): void {
  const prefix = toBlobKey('library/songs/a');
  const headerOf = (signer: UrlSigner, until = later): string =>
    Object.entries(signer.signCookies(prefix, until))
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
  const codeWith = (target: string, header: string, at = now) =>
    codeOf(() => context().verifier.verify(target, at, header));
  const target = '/cdn/library/songs/a/deep/x.mp3';

  test('signed cookies open everything below a prefix until they expire', () => {
    const header = `theme=dark; ${headerOf(context().signer)}; other=1`;
    expect(context().verifier.verify(target, now, header)).toMatchObject({
      key: 'library/songs/a/deep/x.mp3',
      expiresAt: later,
    });
    expect(codeWith(target, header, later)).toBe('url_expired');
  });

  test('cookies of every trusted key are honoured, of no other', () => {
    const { successor, impostor, stranger, verifier } = context();
    expect(verifier.verify(target, now, headerOf(successor)).key).toContain('deep/x.mp3');
    for (const other of [impostor, stranger]) {
      expect(codeWith(target, headerOf(other))).toBe('url_signature_invalid');
    }
  });

  test.each(['/cdn/library/songs/ab/x.mp3', '/cdn/library/songs/a', '/cdn/library/x.mp3', '/x'])(
    'signed cookies do not open %s',
    (other) => {
      expect(codeWith(other, headerOf(context().signer))).toBe('url_signature_invalid');
    },
  );

  test('a signature in the URL goes before one in cookies', () => {
    const { signer, stranger, verifier } = context();
    const url = signer.signObject(key, later);
    expect(verifier.verify(url, now, headerOf(stranger))).toMatchObject({ key });
  });

  test('without a signature anywhere nothing opens', () => {
    expect(codeWith(target, 'theme=dark')).toBe('url_signature_invalid');
    expect(codeWith(target, '')).toBe('url_signature_invalid');
    const twice = `${headerOf(context().signer)}; ${headerOf(context().signer)}`;
    expect(codeWith(target, twice)).toBe('url_signature_invalid');
  });
}

function describeForgeries(context: Context): void {
  const good = () => context().signer.signObject(key, later);
  const expectRefused = (target: string): void => {
    expect(target).not.toBe(good());
    expect(codeOf(() => context().verifier.verify(target, now))).toBe('url_signature_invalid');
  };

  test.each([
    ['the path', 'original.mp3', 'original.mp4'],
    ['the length of the path', 'original.mp3', 'original.mp3x'],
    ['the case of the path', 'original', 'Original'],
    ['the way up', 'library/', 'library/../library/'],
    ['an encoded way up', 'library/', 'library/%2e%2e/library/'],
    ['an encoded letter', 'library/', '%6cibrary/'],
    ['the root', '/cdn/', '/'],
    ['a double slash', '/cdn/', '//cdn/'],
    ['an absolute form', '/cdn/', 'https://elsewhere.example/cdn/'],
    ['an added parameter', '?', '?download=1&'],
  ])('altered: %s', (_, from, to) => {
    expectRefused(good().replace(from, to));
  });

  test('altered in any one character of the query', () => {
    const url = good();
    for (let i = url.indexOf('?') + 1; i < url.length; i++) {
      for (const other of [flipped(url[i] ?? ''), '%', '']) {
        expectRefused(url.slice(0, i) + other + url.slice(i + 1));
      }
    }
  });

  test('with any parameter missing or given twice', () => {
    const [path = '', query = ''] = good().split('?');
    const pairs = query.split('&');
    for (const [index, pair] of pairs.entries()) {
      expectRefused(`${path}?${pairs.toSpliced(index, 1).join('&')}`);
      expectRefused(`${path}?${query}&${pair}`);
    }
    expectRefused(path);
    expectRefused(`${path}?`);
    expectRefused('');
    expectRefused('/cdn/');
  });

  test('signed with another key', () => {
    expectRefused(context().impostor.signObject(key, later));
    expectRefused(context().stranger.signObject(key, later));
    const prefix = context().impostor.signPrefix(toBlobKey('library'), later);
    expectRefused(`${prefix.baseUrl}x.mp3?${prefix.query}`);
  });

  test('with the signature of another object', () => {
    const other = context().signer.signObject(toBlobKey('library/songs/other.mp3'), later);
    expectRefused(good().split('?')[0] + other.slice(other.indexOf('?')));
  });
}

function flipped(character: string): string {
  return character === 'A' ? 'B' : 'A';
}

function codeOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return 'nothing was thrown';
}
