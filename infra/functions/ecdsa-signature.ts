/**
 * What a bundle has of `@peculiar/asn1-schema` and `@peculiar/asn1-ecc`, of which sign-in by passkey uses this
 * alone: an ECDSA signature in DER, `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279, 2.2.3).
 */
export class ECDSASigValue {
  readonly r: Uint8Array;
  readonly s: Uint8Array;

  constructor(r: Uint8Array, s: Uint8Array) {
    this.r = r;
    this.s = s;
  }
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;

export const AsnParser = {
  /** @throws Error when this is no such signature, or something follows it */
  parse(signature: Uint8Array): ECDSASigValue {
    const sequence = read(signature, 0, SEQUENCE);
    const r = read(sequence.content, 0, INTEGER);
    const s = read(sequence.content, r.end, INTEGER);
    if (sequence.end !== signature.length || s.end !== sequence.content.length) throw malformed();
    return new ECDSASigValue(r.content, s.content);
  },
};

/** An element of a kind: what is in it, and where the next one begins. */
function read(bytes: Uint8Array, at: number, tag: number): { content: Uint8Array; end: number } {
  const [kind, first = 0x80, second = 0] = bytes.subarray(at);
  // Up to 127 bytes the length is one byte, up to 255 it is another one behind 0x81.
  const isLong = first === 0x81;
  if (kind !== tag || (!isLong && first > 127) || (isLong && second < 128)) throw malformed();
  const start = at + (isLong ? 3 : 2);
  const end = start + (isLong ? second : first);
  const content = bytes.subarray(start, end);
  if (content.length === 0 || content.length !== end - start) throw malformed();
  return { content, end };
}

function malformed(): Error {
  return new Error('This is no ECDSA signature in DER.');
}
