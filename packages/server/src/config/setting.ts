import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';

/** One setting: how it is named, read, explained and what it is without being set. */
export interface Setting<T> {
  /** Command-line flag, for the few that have one. */
  flag?: `--${string}`;
  /** Text that stands in when nothing is set; null leaves the setting unset. */
  fallback: string | null;
  /** The same for the shape `kubernetes`, where it differs. */
  inKubernetes?: string;
  /** The same for the shape `aws`. */
  inAws?: string;
  /** Completes "must be …". */
  expects: string;
  /** One sentence for the reference. */
  about: string;
  /** True where the value must not be repeated in messages. */
  secret?: boolean;
  schema: z.ZodType<T, string>;
}

type Common = Pick<Setting<unknown>, 'flag' | 'about' | 'secret' | 'inKubernetes' | 'inAws'>;

/** A whole number, both ends allowed. */
export function wholeNumber(
  range: { from: number; to: number; fallback: number; unit?: string },
  common: Common,
): Setting<number> {
  const { from, to, fallback, unit } = range;
  return {
    ...common,
    fallback: String(fallback),
    expects: `a whole number ${unit ? `of ${unit} ` : ''}from ${from} to ${to}`,
    schema: z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number)
      .refine((value) => value >= from && value <= to),
  };
}

/** One word of a list. */
export function oneOf<const T extends string>(
  values: readonly [T, ...T[]],
  fallback: NoInfer<T>,
  common: Common,
): Setting<T> {
  const expects = values.length === 1 ? values[0] : `one of ${values.join(', ')}`;
  return {
    ...common,
    fallback,
    expects,
    schema: z.enum(values) as unknown as z.ZodType<T, string>,
  };
}

/** Text of a form that `schema` checks, or null while unset. */
export function optional<T>(
  schema: z.ZodType<T, string>,
  expects: string,
  common: Common,
): Setting<T | null> {
  return { ...common, fallback: null, expects, schema };
}

/** Whether a text is a private ECDSA P-256 key in PEM form. */
export function isP256PrivateKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** Whether a text is one or more public keys that URLs can be checked with, and nothing else. */
export function areP256PublicKeys(pem: string): boolean {
  try {
    // A private key would be taken too, as what it contains.
    if (pem.includes('PRIVATE KEY')) return false;
    const keys = pem.split(/(?=-----BEGIN )/).filter((key) => key.trim() !== '');
    return keys.every(
      (key) => createPublicKey(key).asymmetricKeyDetails?.namedCurve === 'prime256v1',
    );
  } catch {
    return false;
  }
}
