import type {
  ApiToken,
  ApiTokenStore,
  AppPassword,
  AppPasswordStore,
  Invitation,
  InvitationStore,
} from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import { noSuchPassword } from '../app-password-store.ts';
import { toAccount } from './accounts.ts';
import type {
  AppPasswordDocument,
  Collections,
  InvitationDocument,
  TokenDocument,
} from './collections.ts';
import { isDuplicate, translatedMethods } from './errors.ts';

/** How exact the last use is kept: busy programs shall not write at every request. */
const LAST_USE_GRAIN_MS = 60_000;

const hex = (hash: Buffer) => hash.toString('hex');
const notUsedSince = (now: Date) => [
  { last_used_at: null },
  { last_used_at: { $lt: new Date(now.getTime() - LAST_USE_GRAIN_MS) } },
];

export function createApiTokenStore({ apiTokens, users }: Collections): ApiTokenStore {
  return translatedMethods<ApiTokenStore>({
    createToken: async (userId, { id, name, scope, createdAt, expiresAt }, secretHash) => {
      const times = { created_at: createdAt, expires_at: expiresAt, last_used_at: null };
      const secret_hash = hex(secretHash);
      await apiTokens.insertOne({ _id: id, user_id: userId, secret_hash, name, scope, ...times });
    },
    listTokensOfUser: async (userId) =>
      (await apiTokens.find({ user_id: userId }).sort({ _id: -1 }).toArray()).map(toToken),
    deleteToken: async (userId, tokenId) => {
      const { deletedCount } = await apiTokens.deleteOne({ _id: tokenId, user_id: userId });
      if (deletedCount === 0) throw new MadrigalError('not_found', 'There is no such token.');
    },
    useToken: async (secretHash, now) => {
      const token = await apiTokens.findOne({ secret_hash: hex(secretHash) });
      if (!token || (token.expires_at && token.expires_at <= now)) return null;
      const user = await users.findOne({ _id: token.user_id });
      if (!user) return null;
      await apiTokens.updateOne(
        { _id: token._id, $or: notUsedSince(now) },
        { $set: { last_used_at: now } },
      );
      return { userId: user._id, role: user.role, scope: token.scope };
    },
  });
}

function toToken(token: TokenDocument): ApiToken {
  const { _id: id, name, scope, created_at, expires_at, last_used_at } = token;
  const times = { createdAt: created_at, expiresAt: expires_at, lastUsedAt: last_used_at };
  return { id, name, scope, ...times };
}

export function createAppPasswordStore({ appPasswords, users }: Collections): AppPasswordStore {
  return translatedMethods<AppPasswordStore>({
    createAppPassword: async (userId, { id, name, createdAt }, { sealed, hash }) => {
      const secret = { sealed, secret_hash: hex(hash) };
      const times = { created_at: createdAt, last_used_at: null };
      await appPasswords.insertOne({ _id: id, user_id: userId, name, ...secret, ...times });
    },
    putAppPassword: async (userId, { id, name, createdAt }, { sealed, hash }) => {
      const secret = { sealed, secret_hash: hex(hash) };
      const times = { created_at: createdAt, last_used_at: null };
      const put = () =>
        appPasswords.updateOne(
          { _id: id, user_id: userId },
          { $set: { user_id: userId, name, ...secret, ...times } },
          { upsert: true },
        );
      // Of two that make it at once one is told that it is there, and replaces it.
      await put().catch((error) => (isDuplicate(error) ? put() : Promise.reject(error)));
    },
    replaceSecret: async (userId, id, { sealed, hash }) => {
      const { matchedCount } = await appPasswords.updateOne(
        { _id: id, user_id: userId },
        { $set: { sealed, secret_hash: hex(hash) } },
      );
      if (matchedCount === 0) throw noSuchPassword();
    },
    listAppPasswordsOf: async (userId) =>
      (
        await appPasswords.find({ user_id: userId }).sort({ created_at: -1, _id: -1 }).toArray()
      ).map(toPassword),
    deleteAppPassword: async (userId, id) => {
      const { deletedCount } = await appPasswords.deleteOne({ _id: id, user_id: userId });
      if (deletedCount === 0) throw noSuchPassword();
    },
    findByEmail: async (email) => {
      const user = await users.findOne({ email });
      if (!user) return null;
      const found = await appPasswords
        .find({ user_id: user._id })
        .sort({ last_used_at: -1 })
        .toArray();
      if (found.length === 0) return null;
      const passwords = found.map(({ _id: id, sealed }) => ({ id, sealed }));
      return { account: toAccount(user), passwords };
    },
    findByHash: async (hash) => {
      const password = await appPasswords.findOne({ secret_hash: hex(hash) });
      const user = password && (await users.findOne({ _id: password.user_id }));
      return user ? { id: password._id, account: toAccount(user) } : null;
    },
    noteUse: async (id, now) => {
      await appPasswords.updateOne(
        { _id: id, $or: notUsedSince(now) },
        { $set: { last_used_at: now } },
      );
    },
  });
}

function toPassword(password: AppPasswordDocument): AppPassword {
  const { _id: id, name, created_at, last_used_at } = password;
  return { id, name, createdAt: created_at, lastUsedAt: last_used_at };
}

export function createInvitationStore({ invitations }: Collections): InvitationStore {
  return translatedMethods<InvitationStore>({
    createInvitation: async ({ id, email, createdAt, expiresAt }, tokenHash) => {
      const times = { created_at: createdAt, expires_at: expiresAt, used_at: null };
      await invitations.insertOne({ _id: id, token_hash: hex(tokenHash), email, ...times });
    },
    listInvitations: async (limit) => {
      const newest = invitations.find().sort({ created_at: -1, _id: -1 });
      return (await newest.limit(limit).toArray()).map(toInvitation);
    },
    deleteInvitation: async (invitationId) => {
      const { deletedCount } = await invitations.deleteOne({ _id: invitationId });
      if (deletedCount === 0) throw new MadrigalError('not_found', 'There is no such invitation.');
    },
    deleteInvitationsFor: async (email) => void (await invitations.deleteMany({ email })),
    useInvitation: async (tokenHash, email) => {
      const now = new Date();
      const { matchedCount } = await invitations.updateOne(
        {
          token_hash: hex(tokenHash),
          used_at: null,
          expires_at: { $gt: now },
          $or: [{ email: null }, { email: email.toLowerCase() }],
        },
        { $set: { used_at: now } },
      );
      return matchedCount === 1;
    },
  });
}

function toInvitation(invitation: InvitationDocument): Invitation {
  const { _id: id, email, created_at, expires_at, used_at } = invitation;
  return { id, email, createdAt: created_at, expiresAt: expires_at, usedAt: used_at };
}
