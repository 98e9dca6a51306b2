import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

interface Habits {
  /** Origin the browser says it is at. */
  origin: string;
  /** Whether the user gives a PIN or a finger. */
  verifiesUser?: boolean;
  /** Whether it says, unasked and not in a way that anybody could check, who made it. */
  attests?: boolean;
}

/** A key of ES256 that answers challenges as an authenticator does (WebAuthn Level 3). */
export function createAuthenticator({ origin, verifiesUser = true, attests = false }: Habits) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let signatures = 0;
  const flags = USER_PRESENT | (verifiesUser ? USER_VERIFIED : 0);
  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const credential = (response: object) => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response,
  });
  return {
    register: ({ challenge, rp }: { challenge: string; rp: { id: string } }) => {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      // COSE key (RFC 9053): kty EC2, alg ES256, crv P-256, x, y.
      const cose = Buffer.concat([
        Buffer.from('a5010203262001215820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const authData = Buffer.concat([authenticatorData(rp.id, flags | ATTESTED, 0), attested]);
      // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}, or {"alg": -7, "sig": 0x00} of "packed".
      const text = (words: string) => [0x60 + words.length, ...Buffer.from(words)];
      const statement = attests ? [0xa2, ...text('alg'), 0x26, ...text('sig'), 0x41, 0x00] : [0xa0];
      const attestation = Buffer.concat([
        Buffer.from([0xa3, ...text('fmt'), ...text(attests ? 'packed' : 'none')]),
        Buffer.from([...text('attStmt'), ...statement, ...text('authData')]),
        Buffer.from([0x58, authData.length]),
        authData,
      ]);
      return credential({
        clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      });
    },
    authenticate: ({ challenge, rpId }: { challenge: string; rpId: string }) => {
      signatures += 1;
      const data = clientData('webauthn.get', challenge);
      const authData = authenticatorData(rpId, flags, signatures);
      const signed = Buffer.concat([authData, createHash('sha256').update(data).digest()]);
      return credential({
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      });
    },
  };
}

function authenticatorData(rpId: string, flags: number, counter: number): Buffer {
  const tail = Buffer.alloc(5);
  tail.writeUInt8(flags);
  tail.writeUInt32BE(counter, 1);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), tail]);
}
