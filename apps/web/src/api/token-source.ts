export interface AccessToken {
  value: string;
  /** From now on. */
  lifetimeMs: number;
}

/**
 * Where tokens come from; null where nobody is signed in. With `fresh` it is a new one, for the one
 * that was given before is about to end or was refused.
 */
export type TokenSource = (fresh: boolean) => Promise<AccessToken | null>;
