import type { Language, Role, TokenScope } from '@madrigal/contract';

/** Whoever makes a request with a valid access token. */
export interface Caller {
  userId: string;
  /** What they may do; a token of narrower scope lowers it. */
  role: Role;
  /** Scope of the API token they use; absent for somebody who signed in. */
  scope?: TokenScope;
  /** When they signed in, where their token tells. */
  signedInAt?: Date;
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
  /** What they are written to in; null where they never said. */
  language: Language | null;
}

/** An account that somebody makes for somebody else, who chooses its password. */
export interface AddedAccount {
  name: string;
  email: string;
  role: Role;
}

/** How somebody gets in, for themselves to read; nothing that anybody could get in with. */
export interface SignInFacts {
  memberSince: Date;
  emailVerified: boolean;
  phoneNumber: string | null;
  twoStep: boolean;
  /** Accounts elsewhere that sign in to this one. */
  connections: { provider: string; connectedAt: Date }[];
  passkeys: { name: string; host: string; createdAt: Date; lastUsedAt: Date | null }[];
  devices: { userAgent: string | null; address: string | null; signedInAt: Date }[];
}

/** What somebody is known by: what may stand of them wherever they left traces. */
export interface Person {
  userId: string;
  /** In lower case. */
  email: string;
  phoneNumber: string | null;
}

/** An account in the list of all of them. */
export interface ListedAccount extends Account {
  createdAt: Date;
}
