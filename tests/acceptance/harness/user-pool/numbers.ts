/** A value of an attribute that somebody has to confirm; not theirs yet where the pool keeps the one before. */
interface Unconfirmed {
  value: string;
  code: string;
}

/** What the pool remembers of numbers, by the names of those who have them. */
export interface Numbers {
  unconfirmed: Map<string, Unconfirmed>;
  sent: Map<string, number>;
  /** The last code that came to a number, by the number. */
  texts: Map<string, string>;
  /** As `AttributesRequireVerificationBeforeUpdate`: the number before stays until the new one is confirmed. */
  keepsFormer: boolean;
}

export function createNumbers(): Numbers {
  return { unconfirmed: new Map(), sent: new Map(), texts: new Map(), keepsFormer: true };
}
