import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { AsnParser } from './ecdsa-signature.ts';

const lengths = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const;
const curves = Object.keys(lengths) as (keyof typeof lengths)[];

/** r and s at the length that WebCrypto wants. */
function raw(signature: Uint8Array, length: number): Buffer {
  const { r, s } = AsnParser.parse(signature);
  const fixed = (bytes: Uint8Array) => {
    const all = Buffer.concat([Buffer.alloc(length), bytes]);
    return all.subarray(all.length - length);
  };
  return Buffer.concat([fixed(r), fixed(s)]);
}

it.each(curves)('takes signatures by %s apart as the keys made them', (namedCurve) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
  for (let i = 0; i < 200; i += 1) {
    const text = randomBytes(32);
    const signature = raw(sign('sha256', text, privateKey), lengths[namedCurve]);
    expect(verify('sha256', text, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature)).toBe(
      true,
    );
  }
});

it('refuses whatever is not exactly one signature', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const good = sign('sha256', Buffer.from('text'), privateKey);
  for (let length = 0; length < good.length; length += 1) {
    expect(() => AsnParser.parse(good.subarray(0, length))).toThrow('no ECDSA signature');
  }
  const changed = (at: number, byte: number) => Buffer.from(good.with(at, byte));
  for (const bad of [
    Buffer.concat([good, Buffer.from([0])]),
    changed(0, 0x31),
    changed(1, 0x80),
    changed(2, 0x03),
    changed(3, 0),
    changed(3, 200),
  ]) {
    expect(() => AsnParser.parse(bad)).toThrow('no ECDSA signature');
  }
});
