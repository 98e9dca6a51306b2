import { Language, Role } from '@madrigal/contract';
import type { Account } from '@madrigal/core/identity';
import { MadrigalError, newId } from '@madrigal/core/shared';
import { type FirstAccount, firstAdmin, setUpAlready } from '../first-account.ts';
import { lastAdmin } from '../own-account.ts';
import { lastWayIn, noSuchConnection } from '../providers/connection-store.ts';
import type { AccountRecords, PasswordLink } from '../records.ts';
import type { Collections, UserDocument } from './collections.ts';
import { isDuplicate } from './errors.ts';
import { alone } from './lock.ts';

const SETUP = 'set-up';
const ADMINS = 'admins';

type Methods = Pick<
  AccountRecords,
  | 'hasAccounts'
  | 'countAccounts'
  | 'insertFirstAccount'
  | 'insertAccount'
  | 'findFirstAdmin'
  | 'getAccount'
  | 'renameAccount'
  | 'setLanguage'
  | 'setRole'
  | 'endSessions'
  | 'findPasswordHash'
  | 'checkDeletable'
  | 'deleteAccount'
  | 'confirmAddress'
  | 'rememberDevice'
  | 'removeConnection'
>;

export function accountMethods(all: Collections): Methods {
  const { users, credentials } = all;
  return {
    hasAccounts: async () => (await users.findOne({})) !== null,
    countAccounts: () => users.countDocuments(),
    insertFirstAccount: (account, hash) => alone(all, SETUP, () => insertFirst(all, account, hash)),
    insertAccount: (account, link) => insertAccount(all, account, link),
    findFirstAdmin: async () => {
      const [first] = await users
        .find({ role: 'admin' })
        .sort({ created_at: 1, _id: 1 })
        .limit(1)
        .toArray();
      return first ? toAccount(first) : null;
    },
    getAccount: async (userId) => found(await users.findOne({ _id: userId })),
    renameAccount: (userId, name) => change(all, userId, { name }),
    setLanguage: (userId, language) => change(all, userId, { language }),
    setRole: (userId, role) =>
      alone(all, ADMINS, async () => {
        if (role !== 'admin') await checkDeletable(all, userId);
        await change(all, userId, { role });
      }),
    endSessions: async (userId) => {
      found(await users.findOne({ _id: userId }));
      await all.sessions.deleteMany({ user_id: userId });
      // Devices that may leave out the second step, and links of mails that are under way.
      await all.verifications.deleteMany({ value: userId });
    },
    findPasswordHash: async (userId) => {
      const found = await credentials.findOne({ user_id: userId, provider_id: 'credential' });
      return found?.password ?? null;
    },
    checkDeletable: (userId) => checkDeletable(all, userId),
    deleteAccount: (userId) =>
      alone(all, ADMINS, async () => {
        await checkDeletable(all, userId);
        await remove(all, userId);
      }),
    confirmAddress: async (userId) => {
      await users.updateOne({ _id: userId }, { $set: { email_verified: true } });
    },
    rememberDevice: (userId, deviceHash) => rememberDevice(all, userId, deviceHash),
    removeConnection: (userId, id) =>
      alone(all, `ways in of ${userId}`, () => removeConnection(all, userId, id)),
  };
}

/** Goes on with deletions that were interrupted. */
export async function finishDeletions(all: Collections): Promise<void> {
  for (const { _id } of await all.deletions.find().toArray()) await remove(all, _id);
}

/** The password comes first: an account without one could never be used, nor made again. */
async function insertFirst(
  { users, credentials }: Collections,
  first: FirstAccount,
  password: string,
): Promise<Account> {
  if (await users.findOne({})) throw setUpAlready();
  const account = firstAdmin(first);
  const now = { created_at: new Date(), updated_at: new Date() };
  const credential = { account_id: account.id, provider_id: 'credential', user_id: account.id };
  await credentials.insertOne({ _id: newId(), ...credential, password, ...now });
  const { id, ...shown } = account;
  await users.insertOne({ _id: id, ...shown, email_verified: true, ...now });
  return account;
}

/** The link comes first: one of nobody's opens nothing, and ends by itself. */
async function insertAccount(
  { users, verifications }: Collections,
  { id, ...shown }: Account,
  { identifier, until }: PasswordLink,
): Promise<boolean> {
  const now = { created_at: new Date(), updated_at: new Date() };
  const link = newId();
  await verifications.insertOne({ _id: link, identifier, value: id, expires_at: until, ...now });
  try {
    await users.insertOne({ _id: id, ...shown, email_verified: false, ...now });
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    await verifications.deleteOne({ _id: link });
    return false;
  }
}

/** @throws not_found */
async function change(
  { users }: Collections,
  userId: string,
  fields: Partial<Pick<UserDocument, 'name' | 'language' | 'role'>>,
): Promise<Account> {
  const $set = { ...fields, updated_at: new Date() };
  return found(
    await users.findOneAndUpdate({ _id: userId }, { $set }, { returnDocument: 'after' }),
  );
}

async function checkDeletable({ users }: Collections, userId: string): Promise<void> {
  const user = await users.findOne({ _id: userId });
  if (user?.role !== 'admin') return;
  if (!(await users.findOne({ role: 'admin', _id: { $ne: userId } }))) throw lastAdmin();
}

/** Noted before it begins, so that a part of it is never all of it. */
async function remove(all: Collections, userId: string): Promise<void> {
  await all.deletions.updateOne({ _id: userId }, { $set: { _id: userId } }, { upsert: true });
  await all.users.deleteOne({ _id: userId });
  const numbers = await all.phoneNumbers.find({ user_id: userId }).toArray();
  const phones = numbers.map(({ _id }) => _id);
  if (phones.length > 0) await all.phoneCodes.deleteMany({ phone_number: { $in: phones } });
  await all.verifications.deleteMany({ value: userId });
  const { sessions, credentials, twoFactors, devices, passkeys } = all;
  const { phoneNumbers, phoneCodes, apiTokens, appPasswords } = all;
  const ofUser = { user_id: userId };
  await Promise.all([
    ...[sessions, twoFactors, devices].map((collection) => collection.deleteMany(ofUser)),
    ...[credentials.deleteMany(ofUser), passkeys.deleteMany(ofUser)],
    ...[phoneNumbers.deleteMany(ofUser), phoneCodes.deleteMany(ofUser)],
    ...[apiTokens.deleteMany(ofUser), appPasswords.deleteMany(ofUser)],
  ]);
  await all.deletions.deleteOne({ _id: userId });
}

async function rememberDevice({ devices }: Collections, userId: string, hash: Buffer) {
  const isUsed = (await devices.findOne({ user_id: userId })) !== null;
  const { matchedCount } = await devices.updateOne(
    { _id: `${userId} ${hash.toString('hex')}` },
    { $set: { user_id: userId, last_seen_at: new Date() } },
    { upsert: true },
  );
  return isUsed && matchedCount === 0;
}

async function removeConnection({ credentials }: Collections, userId: string, id: string) {
  const ways = await credentials.find({ user_id: userId }).toArray();
  if (!ways.some((way) => way._id === id && way.provider_id !== 'credential')) {
    throw noSuchConnection();
  }
  if (ways.length === 1) throw lastWayIn();
  await credentials.deleteOne({ _id: id });
}

function found(user: UserDocument | null): Account {
  if (!user) throw new MadrigalError('not_found', 'There is no such account.');
  return toAccount(user);
}

export function toAccount({ _id, name, email, role, language }: UserDocument): Account {
  return {
    id: _id,
    name,
    email,
    role: Role.parse(role),
    language: Language.nullable().parse(language ?? null),
  };
}
