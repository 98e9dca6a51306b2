import {
  createHash,
  createHmac,
  getDiffieHellman,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/**
 * The server's side of SRP-6a (RFC 5054) as Cognito speaks it: the 3072-bit group of RFC 3526, SHA-256,
 * and a key by HKDF (RFC 5869) that signs the answer instead of a proof M1.
 */
const modulus = getDiffieHellman('modp15').getPrime('hex');
const N = BigInt(`0x${modulus}`);
const g = 2n;
const k = numberOf(sha256(bytesOf(N), bytesOf(g)));
const KEY_INFO = Buffer.from('Caldera Derived Key\u0001');

/** Who signs in, as the server knows them. */
interface Person {
  /** Part of the pool's id behind the `_`. */
  poolName: string;
  username: string;
  password: string;
}

interface Challenge {
  SALT: string;
  SRP_B: string;
  SECRET_BLOCK: string;
}

/** A challenge to whoever sent `srpA` (hexadecimal), and the check of what they answer. */
export function challenge(person: Person, srpA: string) {
  const A = BigInt(`0x${srpA}`);
  if (A % N === 0n) throw new Error('A must not be a multiple of N.');
  const salt = numberOf(randomBytes(16));
  const verifier = power(g, secretOf(person, salt));
  const b = numberOf(randomBytes(32));
  const B = (k * verifier + power(g, b)) % N;
  const u = numberOf(sha256(bytesOf(A), bytesOf(B)));
  const shared = power((A * power(verifier, u)) % N, b);
  const secretBlock = randomBytes(64);
  const sent: Challenge = {
    SALT: salt.toString(16),
    SRP_B: B.toString(16),
    SECRET_BLOCK: secretBlock.toString('base64'),
  };
  const isRight = (signature: string, timestamp: string): boolean => {
    const signed = hmac(
      keyOf(shared, u),
      Buffer.from(person.poolName + person.username),
      secretBlock,
      Buffer.from(timestamp),
    );
    const given = Buffer.from(signature, 'base64');
    return given.length === signed.length && timingSafeEqual(given, signed);
  };
  return { sent, isRight };
}

/** `x` of the protocol. */
function secretOf({ poolName, username, password }: Person, salt: bigint): bigint {
  return numberOf(sha256(bytesOf(salt), sha256(Buffer.from(`${poolName}${username}:${password}`))));
}

function keyOf(shared: bigint, u: bigint): Buffer {
  return hmac(hmac(bytesOf(u), bytesOf(shared)), KEY_INFO).subarray(0, 16);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % N;
    factor = (factor * factor) % N;
  }
  return result;
}

/** Big-endian with a sign bit that says positive, as Java's `BigInteger` writes numbers. */
function bytesOf(number: bigint): Buffer {
  const hex = number.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function hmac(key: Buffer, ...parts: Buffer[]): Buffer {
  const signed = createHmac('sha256', key);
  for (const part of parts) signed.update(part);
  return signed.digest();
}
