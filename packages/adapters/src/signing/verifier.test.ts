import { sign } from 'node:crypto';
import { getSignedCookies, getSignedUrl } from '@aws-sdk/cloudfront-signer';
import { expect, test } from 'vitest';
import { generateSigningKey, readSigningKey, readVerifyingKeys } from './keys.ts';
import { createCloudFrontSigner } from './signer.ts';
import { createCloudFrontVerifier } from './verifier.ts';

const baseUrl = 'https://media.example';
const object = `${baseUrl}/cdn/library/songs/1/original.mp3`;
const now = new Date('2027-03-04T05:30:00Z');
const expires = Math.floor(Date.parse('2027-03-04T06:00:00Z') / 1000);

const key = generateSigningKey();
const verifier = createCloudFrontVerifier({ keys: [key], baseUrl });

function signPolicy(policy: object, url = object): string {
  const signed = getSignedUrl({
    url,
    policy: JSON.stringify(policy),
    keyPairId: key.keyPairId,
    privateKey: key.privateKeyPem,
    algorithm: 'SHA256',
  });
  return signed.slice(baseUrl.length);
}

function policyFor(resource: string, conditions: object = {}): object {
  const condition = { DateLessThan: { 'AWS:EpochTime': expires }, ...conditions };
  return { Statement: [{ Resource: resource, Condition: condition }] };
}

function codeOf(target: string, at = now): unknown {
  try {
    return verifier.verify(target, at).key;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

/** Made once with @aws-sdk/cloudfront-signer 3.1166.0 and a key that is not kept. */
const vectorKey = {
  keyPairId: 'K2JCJMDEHXQW5F',
  publicKeyPem: `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWzvNP/VZnaF+wlXrrYe6qfPYeraw
n1sbl7WzgR4OFr0gzxggePGljXfjcuhjbQkXPMxTtn9zbLcVg0DnslNDGw==
-----END PUBLIC KEY-----
`,
};
const vectorPolicy =
  'Policy=eyJTdGF0ZW1lbnQiOlt7IlJlc291cmNlIjoiaHR0cHM6Ly9tZWRpYS5leGFtcGxlL2Nkbi9saWJyYXJ5L3NvbmdzLzEvb3JpZ2luYWwubXAzIiwiQ29uZGl0aW9uIjp7IkRhdGVMZXNzVGhhbiI6eyJBV1M6RXBvY2hUaW1lIjoxODA0MTQwMDAwfSwiRGF0ZUdyZWF0ZXJUaGFuIjp7IkFXUzpFcG9jaFRpbWUiOjE4MDQxMzY0MDB9fX1dfQ__';

test.each([
  [
    'canned, SHA-1',
    'Expires=1804140000&Key-Pair-Id=K2JCJMDEHXQW5F&Signature=MEUCIQCWwYSB~ciayD07qeBG36zNHa7gPerTB4TKk9DIKxd9gQIgD5QZaGhg2uhJXipx6jtzd30WA5zpL6-bowx0Yu--koQ_',
  ],
  [
    'canned, SHA-256',
    'Expires=1804140000&Key-Pair-Id=K2JCJMDEHXQW5F&Signature=MEUCIQCvLyZQ4A8o0H3Ycs6na7PVzopNw5zlCeOZz7Q1NfSNQAIgQw7geYEtqSDkNINt5jOYH1Q0M0TzU5IP4DFo3up0h-Y_&Hash-Algorithm=SHA256',
  ],
  [
    'custom, SHA-1',
    `${vectorPolicy}&Key-Pair-Id=K2JCJMDEHXQW5F&Signature=MEYCIQD4f1YiKkZ3f5Bt~WfVGBWVs3ekKumLxf50pR6qXworzgIhAN4Mb9q8UfvfwMe1fOL9wvivtz~nFU~04gP~T374A6Ku`,
  ],
  [
    'custom, SHA-256',
    `${vectorPolicy}&Key-Pair-Id=K2JCJMDEHXQW5F&Signature=MEUCIGSErMC9mP~Hf-pK8CAeo4k~CYShGiW3SKqMtcWqfq4TAiEA~TYWxZ3elYUDxOlkhC3OHReZZTAAJfOxWN69CbAyz64_&Hash-Algorithm=SHA256`,
  ],
])("accepts AWS's own signature: %s", (_, query) => {
  const vectors = createCloudFrontVerifier({ keys: [vectorKey], baseUrl });
  const verified = vectors.verify(`/cdn/library/songs/1/original.mp3?${query}`, now);
  expect(verified).toMatchObject({
    key: 'library/songs/1/original.mp3',
    expiresAt: new Date(1804140000000),
  });
});

test('signs in the same format', () => {
  const signer = createCloudFrontSigner({ ...key, baseUrl, publicBaseUrl: baseUrl });
  const url = new URL(
    signer.signObject(verifier.verify(signPolicy(policyFor(object)), now).key, now),
  );
  expect(url.origin + url.pathname).toBe(object);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    Expires: String(now.getTime() / 1000),
    'Key-Pair-Id': key.keyPairId,
    Signature: expect.stringMatching(/^[A-Za-z0-9~-]+_{0,2}$/),
    'Hash-Algorithm': 'SHA256',
  });
});

test.each([
  ['the object', object],
  ['a star at the end', `${baseUrl}/cdn/library/*`],
  ['a star in the middle', `${baseUrl}/cdn/*/1/original.mp3`],
  ['several stars', `http*://*.example/cdn/*l*.mp3*`],
  ['question marks', `${baseUrl}/cdn/library/songs/?/original.mp?`],
  ['everything', '*'],
])('a custom policy opens by pattern: %s', (_, resource) => {
  expect(codeOf(signPolicy(policyFor(resource)))).toBe('library/songs/1/original.mp3');
});

test.each([
  ['another object', `${baseUrl}/cdn/library/songs/2/original.mp3`],
  ['a question mark for nothing', `${object}?`],
  ['a question mark for two', `${baseUrl}/cdn/library/songs/1/original.m?`],
  ['another origin', 'https://elsewhere.example/cdn/library/songs/1/original.mp3'],
  ['only the beginning', `${baseUrl}/cdn/library/`],
  ['a dot that is no wildcard', `${baseUrl}/cdn/library/songs/1/original..p3`],
])('a custom policy does not open by pattern: %s', (_, resource) => {
  expect(codeOf(signPolicy(policyFor(resource)))).toBe('url_signature_invalid');
});

test('a custom policy may have a first moment', () => {
  const from = (seconds: number) => ({ DateGreaterThan: { 'AWS:EpochTime': seconds } });
  const target = signPolicy(policyFor(object, from(expires - 600)));
  expect(codeOf(target, new Date((expires - 601) * 1000))).toBe('url_signature_invalid');
  expect(codeOf(target, new Date((expires - 600) * 1000))).toBe('library/songs/1/original.mp3');
  expect(codeOf(target, new Date(expires * 1000))).toBe('url_expired');
});

test('a policy that restricts client addresses is refused, not ignored', () => {
  const from = (ip: string) => policyFor(object, { IpAddress: { 'AWS:SourceIp': ip } });
  expect(codeOf(signPolicy(from('192.0.2.0/24')))).toBe('url_signature_invalid');
  expect(codeOf(signPolicy(from('0.0.0.0/0')))).toBe('library/songs/1/original.mp3');
});

test.each([
  ['without an end', { Statement: [{ Resource: object, Condition: {} }] }],
  ['without conditions', { Statement: [{ Resource: object }] }],
  ['without a resource', { Statement: [{ Condition: policyFor('*') }] }],
  ['without statements', { Statement: [] }],
  ['with two statements', { Statement: [...statements(object), ...statements('*')] }],
  ['with an unknown condition', policyFor(object, { Surprise: {} })],
  ['with a time that is text', policyFor(object, { DateLessThan: { 'AWS:EpochTime': '9' } })],
  ['that is no object', ['x']],
])('a signed policy %s is refused', (_, policy) => {
  expect(codeOf(signPolicy(policy))).toBe('url_signature_invalid');
});

function statements(resource: string): object[] {
  return (policyFor(resource) as { Statement: object[] }).Statement;
}

/** A canned URL with a correct signature over whatever text stands for its expiry. */
function signExpiry(text: string): string {
  const policy = `{"Statement":[{"Resource":"${object}","Condition":{"DateLessThan":{"AWS:EpochTime":${text}}}}]}`;
  const base64 = sign('sha256', Buffer.from(policy), key.privateKeyPem).toString('base64');
  const signature = base64.replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~');
  const path = object.slice(baseUrl.length);
  return `${path}?Expires=${text}&Signature=${signature}&Key-Pair-Id=${key.keyPairId}&Hash-Algorithm=SHA256`;
}

test('the far future is a time', () => {
  expect(codeOf(signExpiry('9999999999'))).toBe('library/songs/1/original.mp3');
});

test.each([
  '10000000000',
  '99999999999999999999999',
  '4102444800.5',
  '0x7fffffff',
  '1e10',
  '-1',
  '+1804140000',
  '01804140000',
  '',
])('a correctly signed expiry of %j is refused', (text) => {
  expect(codeOf(signExpiry(text))).toBe('url_signature_invalid');
});

test('a canned URL may carry parameters of its own, which are signed with it', () => {
  const signed = getSignedUrl({
    url: `${object}?download=song.mp3`,
    keyPairId: key.keyPairId,
    privateKey: key.privateKeyPem,
    dateLessThan: expires * 1000,
    algorithm: 'SHA256',
  }).slice(baseUrl.length);
  expect(codeOf(signed)).toBe('library/songs/1/original.mp3');
  expect(codeOf(signed.replace('song.mp3', 'evil.exe'))).toBe('url_signature_invalid');
});

test('both kinds of policy at once are refused', () => {
  const target = `${signPolicy(policyFor(object))}&Expires=${expires}`;
  expect(codeOf(target)).toBe('url_signature_invalid');
});

test('many stars do not make matching slow', () => {
  const resource = `${baseUrl}/cdn/${'*a'.repeat(400)}`;
  const target = signPolicy(
    policyFor(resource),
    `${baseUrl}/cdn/${'a'.repeat(150)}/${'a'.repeat(150)}b`,
  );
  const start = performance.now();
  expect(codeOf(target)).toBe('url_signature_invalid');
  expect(performance.now() - start).toBeLessThan(1000);
});

test('a signing key is read back with all that follows from it', () => {
  expect(readSigningKey(key.privateKeyPem)).toEqual(key);
  expect(key.privateKeyPem).toContain('BEGIN PRIVATE KEY');
});

test.each(['', 'nonsense', key.publicKeyPem])('what is no private key is refused', (pem) => {
  expect(() => readSigningKey(pem)).toThrow('The signing key is not a private key in PEM.');
});

test('public keys are read one after the other, each under the id its private one signs with', () => {
  const other = generateSigningKey();
  const read = readVerifyingKeys(`${key.publicKeyPem}\n${other.publicKeyPem}`);
  expect(read.map(({ keyPairId }) => keyPairId)).toEqual([key.keyPairId, other.keyPairId]);
  const both = createCloudFrontVerifier({ keys: read, baseUrl });
  const url = signPolicy(policyFor(object));
  expect(both.verify(url, now).key).toBe('library/songs/1/original.mp3');
});

test.each(['', 'nonsense', key.privateKeyPem])('what is no public key is refused', (pem) => {
  expect(() => readVerifyingKeys(pem)).toThrow('These are no public keys in PEM.');
});

test.each(['canned', 'custom'] as const)("accepts AWS's own cookies, %s policy", (kind) => {
  const signed = {
    keyPairId: key.keyPairId,
    privateKey: key.privateKeyPem,
    algorithm: 'SHA256',
  } as const;
  const cookies =
    kind === 'canned'
      ? getSignedCookies({ url: object, dateLessThan: expires * 1000, ...signed })
      : getSignedCookies({ policy: JSON.stringify(policyFor(`${baseUrl}/cdn/*`)), ...signed });
  const header = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  expect(verifier.verify('/cdn/library/songs/1/original.mp3', now, header)).toMatchObject({
    key: 'library/songs/1/original.mp3',
    expiresAt: new Date(expires * 1000),
  });
});

test('while keys are rotated, URLs and cookies of the old and the new one are good', () => {
  const next = generateSigningKey();
  const rotating = createCloudFrontVerifier({ keys: [key, next], baseUrl });
  const after = createCloudFrontVerifier({ keys: [next], baseUrl });
  const target = verifier.verify(signPolicy(policyFor(object)), now).key;
  const signerOf = (one: typeof key) =>
    createCloudFrontSigner({ ...one, baseUrl, publicBaseUrl: null });
  const later = new Date(expires * 1000);
  const [old, current] = [key, next].map((one) => signerOf(one).signObject(target, later));
  expect(rotating.verify(old ?? '', now).key).toBe(target);
  expect(rotating.verify(current ?? '', now).key).toBe(target);
  expect(after.verify(current ?? '', now).key).toBe(target);
  expect(() => after.verify(old ?? '', now)).toThrow(/not one this server trusts/);
});
