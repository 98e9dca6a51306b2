import { newId } from '@madrigal/core/shared';
import {
  MOST_PER_ACCOUNT,
  noSuchPasskey,
  notAdded,
  type Passkey,
  type PasskeyStore,
} from '../passkeys/passkey-store.ts';
import type { Collections, PasskeyDocument } from './collections.ts';
import { isDuplicate } from './errors.ts';
import { alone } from './lock.ts';

export function createPasskeyStore(all: Collections): PasskeyStore {
  const { passkeys } = all;
  const ofUser = (userId: string, more: object = {}) =>
    passkeys
      .find({ user_id: userId, ...more })
      .sort({ _id: 1 })
      .toArray();
  return {
    list: async (userId) => (await ofUser(userId)).map(toPasskey),
    listCredentials: async (userId, rpId) =>
      (await ofUser(userId, { rp_id: rpId })).map(({ credential_id: id, transports }) => ({
        id,
        transports,
      })),
    add: (passkey) => alone(all, `passkeys of ${passkey.userId}`, () => add(all, passkey)),
    find: async (credentialId) => {
      const known = await passkeys.findOne({ credential_id: credentialId });
      if (!known) return null;
      const { user_id, public_key, rp_id, counter, transports } = known;
      const publicKey = new Uint8Array(public_key);
      return { userId: user_id, credentialId, publicKey, rpId: rp_id, counter, transports };
    },
    countUse: async (credentialId, from, to) => {
      const { matchedCount } = await passkeys.updateOne(
        { credential_id: credentialId, counter: from },
        { $set: { counter: to, last_used_at: new Date() } },
      );
      return matchedCount === 1;
    },
    rename: async (userId, id, name) => {
      const renamed = await passkeys.findOneAndUpdate(
        { _id: id, user_id: userId },
        { $set: { name } },
        { returnDocument: 'after' },
      );
      if (!renamed) throw noSuchPasskey();
      return toPasskey(renamed);
    },
    remove: async (userId, id) => {
      const { deletedCount } = await passkeys.deleteOne({ _id: id, user_id: userId });
      if (deletedCount === 0) throw noSuchPasskey();
    },
  };
}

async function add(
  { passkeys }: Collections,
  {
    userId,
    credentialId,
    publicKey,
    rpId,
    counter,
    transports,
    name,
  }: Parameters<PasskeyStore['add']>[0],
): Promise<Passkey> {
  if ((await passkeys.countDocuments({ user_id: userId })) >= MOST_PER_ACCOUNT) throw notAdded();
  const document: PasskeyDocument = {
    _id: newId(),
    user_id: userId,
    credential_id: credentialId,
    public_key: Buffer.from(publicKey),
    rp_id: rpId,
    counter,
    transports,
    name,
    created_at: new Date(),
    last_used_at: null,
  };
  try {
    await passkeys.insertOne(document);
  } catch (error) {
    throw isDuplicate(error) ? notAdded() : error;
  }
  return toPasskey(document);
}

function toPasskey({ _id, name, rp_id, created_at, last_used_at }: PasskeyDocument): Passkey {
  return { id: _id, name, host: rp_id, createdAt: created_at, lastUsedAt: last_used_at };
}
