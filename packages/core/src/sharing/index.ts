import type { Caller } from '../identity/index.ts';
import type { CursorQuery } from '../shared/index.ts';
import type { SharingDeps } from './deps.ts';
import type { ShareTarget } from './model.ts';
import {
  admitGuest,
  admitToMedia,
  admitToSong,
  admitVisitor,
  listSharedItems,
  openShare,
  unlockShare,
} from './open-share.ts';
import { changeShare, createShare, listOwnShares, type ShareSettings } from './own-shares.ts';

export { createAlbumSharing, createSongSharing } from './catalogue-kinds.ts';
export type { ShareableKinds, SharingDeps } from './deps.ts';
export type {
  OpenedShare,
  OwnShare,
  Share,
  SharedHead,
  SharedItem,
  ShareTarget,
} from './model.ts';
export { takesGuestUploads } from './open-share.ts';
export type { ShareSettings } from './own-shares.ts';
export { createOwnedShares } from './owned-shares.ts';
export type { GuessLimit, ShareableKind, ShareChange, ShareStore } from './ports.ts';

export type Sharing = ReturnType<typeof createSharing>;

/** Links that open things to people without an account: made by owners, followed by visitors. */
export function createSharing(deps: SharingDeps) {
  return {
    create: (caller: Caller, target: ShareTarget, settings: ShareSettings) =>
      createShare(deps, caller, target, settings),
    list: (caller: Caller, target: ShareTarget | null, query: CursorQuery) =>
      listOwnShares(deps, caller, target, query),
    change: (caller: Caller, shareId: string, settings: ShareSettings) =>
      changeShare(deps, caller, shareId, settings),
    revoke: (caller: Caller, shareId: string) => deps.shares.deleteShare(caller.userId, shareId),
    revokeAll: (caller: Caller, target: ShareTarget) =>
      deps.shares.deleteSharesOfTarget(caller.userId, target),
    admit: (token: string) => admitVisitor(deps, token),
    admitGuest: (token: string) => admitGuest(deps, token),
    open: (token: string) => openShare(deps, token),
    unlock: (token: string, password: string) => unlockShare(deps, token, password),
    listItems: (token: string, query: CursorQuery) => listSharedItems(deps, token, query),
    admitToMedia: (token: string, mediaId: string) => admitToMedia(deps, token, mediaId),
    admitToSong: (token: string, songId: string) => admitToSong(deps, token, songId),
  };
}
