import type { ListedAccount, SignInFacts } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import { idOf, pageOf } from '../own-account.ts';
import type { PasskeyStore } from '../passkeys/passkey-store.ts';
import type { PhoneStore } from '../phone/phone-store.ts';
import type { AccountRecords } from '../records.ts';
import { toAccount } from './accounts.ts';
import type { Collections } from './collections.ts';

/** What a regular expression takes for more than the character itself. */
const SPECIAL = /[\\^$.*+?()[\]{}|]/g;

/** What admins see of accounts, and owners take along. */
export function accountLists(
  { users, credentials, sessions }: Collections,
  stores: { passkeys: Pick<PasskeyStore, 'list'>; phones: Pick<PhoneStore, 'findNumber'> },
): Pick<AccountRecords, 'listAccounts' | 'readSignIn'> {
  return {
    listAccounts: async ({ text }, { limit, after }) => {
      const part = { $regex: text.replace(SPECIAL, '\\$&'), $options: 'i' };
      const found = await users
        .find({
          ...(after && { _id: { $lt: idOf(after) } }),
          $or: [{ name: part }, { email: part }],
        })
        .sort({ _id: -1 })
        .limit(limit + 1)
        .toArray();
      const listed = found.map(
        (user): ListedAccount => ({ ...toAccount(user), createdAt: user.created_at }),
      );
      return pageOf(listed, limit);
    },
    readSignIn: async (userId): Promise<SignInFacts> => {
      const user = await users.findOne({ _id: userId });
      if (!user) throw new MadrigalError('not_found', 'There is no such account.');
      const oldestFirst = { created_at: 1, _id: 1 } as const;
      const others = { user_id: userId, provider_id: { $ne: 'credential' } };
      const connections = await credentials.find(others).sort(oldestFirst).toArray();
      const devices = await sessions.find({ user_id: userId }).sort(oldestFirst).toArray();
      return {
        memberSince: user.created_at,
        emailVerified: user.email_verified,
        phoneNumber: await stores.phones.findNumber(userId),
        twoStep: user.two_factor_enabled ?? false,
        connections: connections.map(({ provider_id, created_at }) => ({
          provider: provider_id,
          connectedAt: created_at,
        })),
        passkeys: (await stores.passkeys.list(userId)).map(({ id: _, ...passkey }) => passkey),
        devices: devices.map(({ user_agent, ip_address, created_at }) => ({
          userAgent: user_agent ?? null,
          address: ip_address ?? null,
          signedInAt: created_at,
        })),
      };
    },
  };
}
