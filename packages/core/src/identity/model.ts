import type { Role, TokenScope } from '@madrigal/contract';

/** Whoever makes a request with a valid access token. */
export interface Caller {
  userId: string;
  /** What they may do; a token of narrower scope lowers it. */
  role: Role;
  /** Scope of the API token they use; absent for somebody who signed in. */
  scope?: TokenScope;
}

/** A token for a program, without its secret. */
export interface ApiToken {
  id: string;
  name: string;
  scope: TokenScope;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** A password of a music app, without the password. */
export interface AppPassword {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface Invitation {
  id: string;
  /** The only address it works for, in lower case; null for any. */
  email: string | null;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

export interface Account {
  id: string;
  name: string;
  email: string;
  role: Role;
}
