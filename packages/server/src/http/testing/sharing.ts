import type { Song } from '@madrigal/core/catalog';
import { MadrigalError, newId } from '@madrigal/core/shared';
import type { OwnShare, Sharing } from '@madrigal/core/sharing';

const created = new Date('2026-01-02T03:04:05.678Z');

export const share: OwnShare = {
  id: newId(),
  ownerId: 'admin',
  target: { kind: 'song', id: newId() },
  passwordHash: null,
  expiresAt: null,
  allowGuestUpload: false,
  description: '',
  createdAt: created,
  visits: 0,
  lastVisitedAt: null,
  token: 'a-token',
};

/** One link, to this song. */
export function createSharingOf(song: Song): Sharing {
  const known = (token: string) => {
    if (token !== share.token) throw new MadrigalError('not_found', 'There is no such link.');
    return share;
  };
  const head = {
    title: song.title,
    description: '',
    cover: null,
    itemCount: 1,
    durationMs: song.durationMs,
  };
  return {
    create: async () => share,
    list: async () => ({ items: [share], nextCursor: null }),
    change: async () => share,
    revoke: async () => {},
    revokeAll: async () => {},
    admit: async (token) => known(token),
    admitGuest: async (token) => known(token),
    open: async (token) => ({ share: known(token), head, sharedBy: 'Ada' }),
    unlock: async (token) => ({ token: known(token).token, expiresAt: created }),
    listItems: async (token) => ({
      items: [{ type: 'song', id: known(token).target.id, song }],
      nextCursor: null,
    }),
    admitToMedia: async (token) => known(token),
    admitToSong: async (token) => known(token),
  };
}
