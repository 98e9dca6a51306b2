import type { Caller } from '../identity/index.ts';
import { type CursorPage, type CursorQuery, MadrigalError, pageByCursor } from '../shared/index.ts';
import type { SharingDeps } from './deps.ts';
import type { OwnShare, Share, ShareTarget } from './model.ts';
import { hashPassword } from './passwords.ts';
import { hashOfToken, tokenOf } from './tokens.ts';

const MOST_PER_ACCOUNT = 1000;

export interface ShareSettings {
  /** Null for never. */
  expiresAt?: Date | null | undefined;
  /** Null for none. */
  password?: string | null | undefined;
  allowGuestUpload?: boolean | undefined;
  description?: string | undefined;
}

/**
 * Makes a link to something of the caller.
 * @throws MadrigalError `not_found` when it is not theirs, `conflict` (too many links),
 * `invalid_request` (a kind that cannot be shared, an end in the past)
 */
export async function createShare(
  deps: SharingDeps,
  caller: Caller,
  target: ShareTarget,
  settings: ShareSettings,
): Promise<OwnShare> {
  checkExpiry(deps, settings);
  const kind = deps.kinds[target.kind];
  if (!kind) throw new MadrigalError('invalid_request', 'This cannot be shared by a link.');
  if (!(await kind.ownedBy(caller, target.id))) {
    throw new MadrigalError('not_found', 'There is no such thing to share.');
  }
  if ((await deps.shares.countSharesOf(caller.userId)) >= MOST_PER_ACCOUNT) {
    const most = MOST_PER_ACCOUNT.toLocaleString('en');
    throw new MadrigalError('conflict', `An account has at most ${most} links.`);
  }
  await kind.openToLinks(caller, target.id);
  const share: Share = {
    id: deps.newId(),
    ownerId: caller.userId,
    target,
    passwordHash: settings.password ? await hashPassword(settings.password) : null,
    expiresAt: settings.expiresAt ?? null,
    allowGuestUpload: settings.allowGuestUpload ?? false,
    description: settings.description ?? '',
    createdAt: deps.clock.now(),
    visits: 0,
    lastVisitedAt: null,
  };
  await deps.shares.addShare(share, hashOfToken(tokenOf(deps.linkKey, share.id)));
  return withToken(deps, share);
}

/** @throws MadrigalError `not_found`, `invalid_request` (an end in the past) */
export async function changeShare(
  deps: SharingDeps,
  caller: Caller,
  shareId: string,
  { password, ...settings }: ShareSettings,
): Promise<OwnShare> {
  checkExpiry(deps, settings);
  const change = {
    ...settings,
    ...(password !== undefined && {
      passwordHash: password === null ? null : await hashPassword(password),
    }),
  };
  return withToken(deps, await deps.shares.changeShare(caller.userId, shareId, change));
}

/** Newest first. @throws MadrigalError `invalid_cursor` */
export async function listOwnShares(
  deps: SharingDeps,
  { userId }: Caller,
  target: ShareTarget | null,
  query: CursorQuery,
): Promise<CursorPage<OwnShare>> {
  const page = await pageByCursor('created', query, (request) =>
    deps.shares.listSharesOf(userId, target, request),
  );
  return { ...page, items: page.items.map((share) => withToken(deps, share)) };
}

function withToken({ linkKey }: SharingDeps, share: Share): OwnShare {
  return { ...share, token: tokenOf(linkKey, share.id) };
}

function checkExpiry({ clock }: SharingDeps, { expiresAt }: ShareSettings): void {
  if (expiresAt && expiresAt <= clock.now()) {
    throw new MadrigalError('invalid_request', 'A link cannot end in the past.');
  }
}
