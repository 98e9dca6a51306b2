import type { NewAccount } from '@madrigal/contract';
import {
  type Account,
  type AccountDirectory,
  type AddedAccount,
  checkSignedInRecently,
} from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import type pg from 'pg';
import { addressTaken, parseAddedAccount, parseNewAccount } from '../../shared/new-account.ts';
import { translated } from '../../shared/postgres-errors.ts';
import { alone, type Database, forget, listMirrored, mirror, setLanguage } from './mirror.ts';
import { openUserPool, type PoolUser, type UserPool, type UserPoolOptions } from './user-pool.ts';

interface Deps {
  users: UserPool;
  pool: pg.Pool;
}

/** Accounts in a user pool of Cognito. PostgreSQL, migrated, keeps what belongs to them. */
export function createCognitoDirectory({
  pool,
  ...options
}: UserPoolOptions & { pool: pg.Pool }): AccountDirectory {
  const deps: Deps = { users: openUserPool(options), pool };
  return {
    hasAccounts: async () => (await deps.users.listAdmins()).length > 0,
    createFirstAccount: (account) => createFirstAccount(deps, account),
    createAccount: async (added) => ({
      account: await createAccount(deps, added),
      passwordToken: null,
    }),
    findFirstAdmin: async () => {
      const [first] = await deps.users.listAdmins();
      return first ? known(pool, first, 'admin') : null;
    },
    getAccount: async (userId) => account(deps, await existing(deps, userId)),
    renameAccount: async (userId, name) => {
      const user = await existing(deps, userId);
      await deps.users.rename(user.username, name);
      return account(deps, { ...user, name });
    },
    listAccounts: (filter, page) => translated(() => listMirrored(pool, filter, page)),
    setLanguage: async (userId, language) => {
      const user = await existing(deps, userId);
      const { role } = await account(deps, user);
      await translated(() => setLanguage(pool, userId, language));
      return known(pool, user, role);
    },
    setRole: (userId, role) => setRole(deps, userId, role),
    endSessions: async (userId) => deps.users.signOut((await existing(deps, userId)).username),
    readSignIn: async (userId) => {
      const { username, createdAt, emailVerified, phoneNumber } = await existing(deps, userId);
      const twoStep = await deps.users.hasSecondStep(username);
      const elsewhere = { connections: [], passkeys: [], devices: [] };
      return { memberSince: createdAt, emailVerified, phoneNumber, twoStep, ...elsewhere };
    },
    confirmOwner: (userId, confirmation, signedInAt) =>
      confirmOwner(deps, { userId, signedInAt }, confirmation),
    checkDeletable: async (userId) => checkDeletable(deps, await existing(deps, userId)),
    deleteAccount: (userId) => deleteAccount(deps, userId),
  };
}

/** A crash half way leaves an account that is nobody's admin; whoever comes with its address goes on with it. */
async function createFirstAccount(deps: Deps, input: NewAccount): Promise<Account> {
  const valid = parseNewAccount(input);
  return translated(() =>
    alone(deps.pool, async (database) => {
      if ((await deps.users.listAdmins()).length > 0) {
        throw new MadrigalError('setup_already_done', 'This instance has an admin already.');
      }
      const left = await deps.users.findByEmail(valid.email.toLowerCase());
      const user = left ?? (await deps.users.create(valid, { silent: true }));
      await deps.users.setPassword(user.username, valid.password);
      await deps.users.makeAdmin(user.username);
      return known(database, user, 'admin');
    }),
  );
}

/** A crash half way leaves a listener, whom an admin can make an admin. Cognito sends the mail. */
async function createAccount(deps: Deps, input: AddedAccount): Promise<Account> {
  const { role, ...person } = parseAddedAccount(input);
  return translated(() =>
    alone(deps.pool, async (database) => {
      if (await deps.users.findByEmail(person.email)) throw addressTaken();
      const user = await deps.users.create(person, { silent: false });
      if (role === 'admin') await deps.users.makeAdmin(user.username);
      return known(database, user, role);
    }),
  );
}

async function confirmOwner(
  deps: Deps,
  { userId, signedInAt }: { userId: string; signedInAt: Date | null },
  confirmation: string,
): Promise<void> {
  const user = await existing(deps, userId);
  const right = user.hasPassword
    ? await deps.users.isPassword(user.username, confirmation)
    : confirmation.trim().toLowerCase() === user.email;
  if (!right) {
    throw new MadrigalError(
      'invalid_credentials',
      user.hasPassword
        ? 'The password is wrong.'
        : 'The e-mail address is not the one of this account.',
    );
  }
  if (!user.hasPassword) checkSignedInRecently(signedInAt, new Date());
}

async function checkDeletable({ users }: Deps, { id }: PoolUser): Promise<void> {
  const admins = await users.listAdmins();
  if (admins.length > 1 || !admins.some((admin) => admin.id === id)) return;
  throw new MadrigalError('conflict', 'The last admin cannot go: nobody could run this instance.');
}

async function setRole(deps: Deps, userId: string, role: Account['role']): Promise<void> {
  await translated(() =>
    alone(deps.pool, async (database) => {
      const user = await existing(deps, userId);
      if (role === 'admin') await deps.users.makeAdmin(user.username);
      else {
        await checkDeletable(deps, user);
        await deps.users.makeListener(user.username);
      }
      await known(database, user, role);
    }),
  );
}

/** Tokens that were given out are good until they end, some minutes later. */
async function deleteAccount(deps: Deps, userId: string): Promise<void> {
  await translated(() =>
    alone(deps.pool, async (database) => {
      const user = await deps.users.findById(userId);
      if (user) {
        await checkDeletable(deps, user);
        await deps.users.remove(user.username);
      }
      await forget(database, userId);
    }),
  );
}

async function existing({ users }: Deps, userId: string): Promise<PoolUser> {
  const user = await users.findById(userId);
  if (user) return user;
  throw new MadrigalError('not_found', 'There is no such account.');
}

async function account(deps: Deps, user: PoolUser): Promise<Account> {
  return known(deps.pool, user, await deps.users.roleOf(user));
}

/** Somebody as the product knows them, from now on in the database, too. */
async function known(database: Database, user: PoolUser, role: Account['role']): Promise<Account> {
  const { language } = await translated(() => mirror(database, user, { role }));
  return { id: user.id, name: user.name, email: user.email, role, language };
}
