import type { Share, SharedItem, SharedView } from '@madrigal/contract';
import type { Delivery } from '@madrigal/core/delivery';
import {
  type SharedItem as KeptItem,
  type OpenedShare,
  type OwnShare,
  type ShareSettings,
  takesGuestUploads,
} from '@madrigal/core/sharing';
import { presentShownMedia } from './media.ts';
import { presentVideo } from './slideshow.ts';
import { presentSong } from './song.ts';
import type { Urls } from './urls.ts';

/** A link as its owner sees it. */
export function presentShare(share: OwnShare): Share {
  return {
    id: share.id,
    kind: share.target.kind,
    targetId: share.target.id,
    path: `/s/${share.token}`,
    token: share.token,
    hasPassword: share.passwordHash !== null,
    expiresAt: share.expiresAt?.toISOString() ?? null,
    allowGuestUpload: share.allowGuestUpload,
    description: share.description,
    createdAt: share.createdAt.toISOString(),
    visits: share.visits,
    lastVisitedAt: share.lastVisitedAt?.toISOString() ?? null,
  };
}

/** What is behind a link as visitors see it. */
export function presentShared({ share, head, sharedBy }: OpenedShare, urls: Urls): SharedView {
  const { title, description, cover, mosaic = [], itemCount, durationMs } = head;
  return {
    kind: share.target.kind,
    title,
    description: share.description || description,
    sharedBy,
    coverUrl: cover && urls.urlFor(cover),
    mosaicUrls: mosaic.map((key) => urls.urlFor(key)),
    itemCount,
    durationMs,
    allowGuestUpload: takesGuestUploads(share),
    expiresAt: share.expiresAt?.toISOString() ?? null,
  };
}

export function presentSharedItem(item: KeptItem, urls: Delivery): SharedItem {
  if (item.type === 'slideshow') {
    const { type, id, name, result } = item;
    return { type, id, video: presentVideo(name, result, urls) };
  }
  if (item.type === 'media') {
    return { type: item.type, id: item.id, media: presentShownMedia(item.item, urls) };
  }
  return { type: item.type, id: item.id, song: presentSong(item.song, urls) };
}

/** Settings as they come over the wire. */
export function toSettings(settings: {
  expiresAt?: string | null | undefined;
  password?: string | null | undefined;
  allowGuestUpload?: boolean | undefined;
  description?: string | undefined;
}): ShareSettings {
  const { expiresAt, ...rest } = settings;
  return { ...rest, expiresAt: typeof expiresAt === 'string' ? new Date(expiresAt) : expiresAt };
}
