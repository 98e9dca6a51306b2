import type { Language, Role, TokenScope } from '@madrigal/contract';
import type { Collection, Db } from 'mongodb';

/** Names of fields are those of the columns in PostgreSQL; ids are UUIDs as text. */
export interface UserDocument {
  _id: string;
  name: string;
  email: string;
  email_verified: boolean;
  role: Role;
  language?: Language | null;
  two_factor_enabled?: boolean | null;
  created_at: Date;
  updated_at: Date;
}

interface CredentialDocument {
  _id: string;
  account_id: string;
  provider_id: string;
  user_id: string;
  password?: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface PasskeyDocument {
  _id: string;
  user_id: string;
  credential_id: string;
  public_key: Buffer;
  rp_id: string;
  counter: number;
  transports: string[];
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}

export interface CodeDocument {
  _id: string;
  phone_number: string;
  user_id: string | null;
  code_hash: Buffer;
  attempts: number;
  created_at: Date;
  expires_at: Date;
}

export interface TokenDocument {
  _id: string;
  user_id: string;
  secret_hash: string;
  name: string;
  scope: TokenScope;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}

export interface AppPasswordDocument {
  _id: string;
  user_id: string;
  secret_hash: string;
  sealed: Buffer;
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}

export interface InvitationDocument {
  _id: string;
  token_hash: string;
  email: string | null;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

/** A link of a mail that works once, as Better Auth writes it. */
interface VerificationDocument {
  _id: string;
  identifier: string;
  value: string;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
}

/** A session, as far as it is read apart from Better Auth. */
interface SessionDocument {
  _id: string;
  user_id: string;
  user_agent?: string | null;
  ip_address?: string | null;
  created_at: Date;
}

/** Who may go on alone, until when. */
export interface LockDocument {
  _id: string;
  until: Date;
}

export type Collections = ReturnType<typeof collectionsOf>;

export function collectionsOf(db: Db) {
  const of = <D extends { _id: string }>(name: string): Collection<D> => db.collection<D>(name);
  return {
    users: of<UserDocument>('auth_users'),
    credentials: of<CredentialDocument>('auth_credentials'),
    sessions: of<SessionDocument>('auth_sessions'),
    twoFactors: of<{ _id: string; user_id: string }>('auth_two_factors'),
    verifications: of<VerificationDocument>('auth_verifications'),
    /** By account and hash of the device. */
    devices: of<{ _id: string; user_id: string; last_seen_at: Date }>('auth_devices'),
    passkeys: of<PasskeyDocument>('auth_passkeys'),
    /** By number, so that it has one owner. */
    phoneNumbers: of<{ _id: string; user_id: string }>('auth_phone_numbers'),
    phoneCodes: of<CodeDocument>('auth_phone_codes'),
    apiTokens: of<TokenDocument>('api_tokens'),
    appPasswords: of<AppPasswordDocument>('app_passwords'),
    invitations: of<InvitationDocument>('invitations'),
    locks: of<LockDocument>('auth_locks'),
    /** Accounts whose deletion has begun. */
    deletions: of<{ _id: string }>('auth_deletions'),
  };
}

/** Makes the indexes that are missing. Better Auth makes those of its own collections itself. */
export async function prepareCollections(all: Collections): Promise<void> {
  const unique = { unique: true };
  await Promise.all([
    all.users.createIndex({ email: 1 }, unique),
    all.credentials.createIndex({ user_id: 1 }),
    all.credentials.createIndex({ provider_id: 1, account_id: 1 }, unique),
    all.sessions.createIndex({ user_id: 1 }),
    all.sessions.createIndex({ token: 1 }, unique),
    all.twoFactors.createIndex({ user_id: 1 }),
    all.verifications.createIndex({ identifier: 1 }),
    all.devices.createIndex({ user_id: 1 }),
    all.passkeys.createIndex({ credential_id: 1 }, unique),
    all.passkeys.createIndex({ user_id: 1 }),
    all.phoneNumbers.createIndex({ user_id: 1 }),
    all.phoneCodes.createIndex({ phone_number: 1 }),
    all.apiTokens.createIndex({ secret_hash: 1 }, unique),
    all.apiTokens.createIndex({ user_id: 1 }),
    all.appPasswords.createIndex({ secret_hash: 1 }, unique),
    all.appPasswords.createIndex({ user_id: 1 }),
    all.invitations.createIndex({ token_hash: 1 }, unique),
  ]);
}
