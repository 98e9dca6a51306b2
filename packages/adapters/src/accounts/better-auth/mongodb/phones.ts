import { timingSafeEqual } from 'node:crypto';
import { newId } from '@madrigal/core/shared';
import {
  type CodePurpose,
  LIFETIME_MS,
  MOST_ATTEMPTS,
  MOST_CODES,
  type PhoneStore,
  tooMany,
  WINDOW_MS,
} from '../phone/phone-store.ts';
import type { Collections } from './collections.ts';
import { alone } from './lock.ts';

export function createPhoneStore(all: Collections): PhoneStore {
  const { phoneNumbers, users } = all;
  return {
    findNumber: async (userId) => (await phoneNumbers.findOne({ user_id: userId }))?._id ?? null,
    findOwner: async (phoneNumber) => {
      const number = await phoneNumbers.findOne({ _id: phoneNumber });
      // Asked for even where the number is nobody's, so that the time it takes tells nothing.
      const user = await users.findOne({ _id: number?.user_id ?? '' });
      return user ? { id: user._id, language: user.language ?? null } : null;
    },
    setNumber: async (userId, phoneNumber) => {
      const owner = { user_id: userId };
      await phoneNumbers.updateOne({ _id: phoneNumber }, { $set: owner }, { upsert: true });
      await phoneNumbers.deleteMany({ ...owner, _id: { $ne: phoneNumber } });
    },
    removeNumber: async (userId) => {
      await phoneNumbers.deleteMany({ user_id: userId });
    },
    keepCode: (purpose, hash) => alone(all, 'phone codes', () => keep(all, purpose, hash)),
    useCode: (purpose, hash) => use(all, purpose, hash),
  };
}

async function keep(
  { phoneCodes }: Collections,
  { phoneNumber, userId }: CodePurpose,
  hash: Buffer,
): Promise<void> {
  const now = new Date();
  const since = new Date(now.getTime() - WINDOW_MS);
  const who = [{ phone_number: phoneNumber }, ...(userId ? [{ user_id: userId }] : [])];
  const count = await phoneCodes.countDocuments({ $or: who, created_at: { $gt: since } });
  await phoneCodes.deleteMany({ created_at: { $lt: since } });
  if (count >= MOST_CODES) throw tooMany();
  await phoneCodes.insertOne({
    _id: newId(),
    phone_number: phoneNumber,
    user_id: userId,
    code_hash: hash,
    attempts: 0,
    created_at: now,
    expires_at: new Date(now.getTime() + LIFETIME_MS),
  });
}

async function use(
  { phoneCodes }: Collections,
  { phoneNumber, userId }: CodePurpose,
  hash: Buffer,
): Promise<boolean> {
  const [latest] = await phoneCodes
    .find({ phone_number: phoneNumber, user_id: userId })
    .sort({ created_at: -1, _id: -1 })
    .limit(1)
    .toArray();
  if (!latest) return false;
  const alive = { _id: latest._id, expires_at: { $gt: new Date() } };
  const kept = await phoneCodes.findOneAndUpdate(
    { ...alive, attempts: { $lt: MOST_ATTEMPTS } },
    { $inc: { attempts: 1 } },
  );
  if (!kept || !timingSafeEqual(kept.code_hash, hash)) return false;
  // It stays counted, but of many who send it at once one is right.
  const ended = await phoneCodes.updateOne(alive, { $set: { expires_at: new Date() } });
  return ended.matchedCount === 1;
}
