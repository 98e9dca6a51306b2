import type { CursorPage, CursorQuery } from '../shared/index.ts';
import { hasCode, MadrigalError } from '../shared/index.ts';
import type { SharingDeps } from './deps.ts';
import type { OpenedShare, Share, SharedHead, SharedItem } from './model.ts';
import { isPassword } from './passwords.ts';
import type { ShareableKind } from './ports.ts';
import { hashOfToken, isOurTicket, readTicket, writeTicket } from './tokens.ts';

const HOUR_MS = 3_600_000;
const TICKET_MS = 12 * HOUR_MS;
const GUESSES = { most: 20, windowMs: HOUR_MS / 4 };

/** The same for a link that never was, one that ended, and one to what is gone. */
function notFound(): MadrigalError {
  return new MadrigalError('not_found', 'This link does not lead anywhere any more.');
}

/**
 * The share that a token or ticket opens. Endpoints for visitors begin with it.
 * @throws MadrigalError `not_found`, `password_required`
 */
export async function admitVisitor(deps: SharingDeps, token: string): Promise<Share> {
  const ticket = readTicket(token);
  if (!ticket) {
    const share = await findByToken(deps, token);
    if (share.passwordHash === null) return share;
    throw new MadrigalError('password_required', 'This link needs its password.');
  }
  const share = await deps.shares.getShare(ticket.shareId).catch((error: unknown) => {
    throw hasCode(error, 'not_found') ? notFound() : error;
  });
  if (!isOurTicket(deps.linkKey, share, token) || hasEnded(deps, share)) throw notFound();
  if (ticket.expiresAt > deps.clock.now()) return share;
  throw new MadrigalError('password_required', 'Enter the password of this link again.');
}

/**
 * The share by which a visitor may add files of their own.
 * @throws MadrigalError `not_found`, `password_required`, `forbidden` for a link that takes none
 */
export async function admitGuest(deps: SharingDeps, token: string): Promise<Share> {
  const share = await admitVisitor(deps, token);
  await describe(deps, share);
  if (takesGuestUploads(share)) return share;
  throw new MadrigalError('forbidden', 'This link does not take files of visitors.');
}

/** Only a photo album has a place for them. */
export function takesGuestUploads({ allowGuestUpload, target }: Share): boolean {
  return allowGuestUpload && target.kind === 'photo_album';
}

/** @throws MadrigalError `not_found`, `password_required` */
export async function openShare(deps: SharingDeps, token: string): Promise<OpenedShare> {
  const share = await admitVisitor(deps, token);
  const head = await describe(deps, share);
  const { name } = await deps.directory.getAccount(share.ownerId);
  await deps.shares.countVisit(share.id, deps.clock.now());
  return { share, head, sharedBy: name };
}

/**
 * A ticket for the password of a link. One that needs none answers to any.
 * @throws MadrigalError `not_found`, `wrong_password`, `too_many_requests`
 */
export async function unlockShare(
  deps: SharingDeps,
  token: string,
  password: string,
): Promise<{ token: string; expiresAt: Date }> {
  const share = await findByToken(deps, token);
  const now = deps.clock.now();
  if (share.passwordHash !== null) {
    if (!(await deps.shares.takeGuess(share.id, now, GUESSES))) {
      throw new MadrigalError('too_many_requests', 'Too many passwords were tried. Wait a while.', {
        retryAfterSeconds: GUESSES.windowMs / 1000,
      });
    }
    if (!(await isPassword(password, share.passwordHash))) {
      throw new MadrigalError('wrong_password', 'This is not the password of the link.');
    }
  }
  const expiresAt = new Date(now.getTime() + TICKET_MS);
  return { token: writeTicket(deps.linkKey, share, expiresAt), expiresAt };
}

/** @throws MadrigalError `not_found`, `password_required`, `invalid_cursor` */
export async function listSharedItems(
  deps: SharingDeps,
  token: string,
  query: CursorQuery,
): Promise<CursorPage<SharedItem>> {
  const share = await admitVisitor(deps, token);
  await describe(deps, share);
  return kindOf(deps, share).listItems(share.target.id, query);
}

/** Lets a visitor hear a song. @throws MadrigalError `not_found`, `password_required` */
export async function admitToSong(
  deps: SharingDeps,
  token: string,
  songId: string,
): Promise<Share> {
  const share = await admitVisitor(deps, token);
  if (await kindOf(deps, share).hasSong(share.target.id, songId)) return share;
  throw new MadrigalError('not_found', 'There is no such song behind this link.');
}

/** Lets a visitor watch a video. @throws MadrigalError `not_found`, `password_required` */
export async function admitToMedia(
  deps: SharingDeps,
  token: string,
  mediaId: string,
): Promise<Share> {
  const share = await admitVisitor(deps, token);
  if (await kindOf(deps, share).hasMedia(share.target.id, mediaId)) return share;
  throw new MadrigalError('not_found', 'There is no such video behind this link.');
}

async function findByToken(deps: SharingDeps, token: string): Promise<Share> {
  const share = await deps.shares.findShareByToken(hashOfToken(token));
  if (!share || hasEnded(deps, share)) throw notFound();
  return share;
}

function hasEnded({ clock }: SharingDeps, { expiresAt }: Share): boolean {
  return expiresAt !== null && expiresAt <= clock.now();
}

async function describe(deps: SharingDeps, share: Share): Promise<SharedHead> {
  const head = await kindOf(deps, share).describe(share.target.id);
  if (!head) throw notFound();
  return head;
}

function kindOf({ kinds }: SharingDeps, { target }: Share): ShareableKind {
  const kind = kinds[target.kind];
  if (!kind) throw notFound();
  return kind;
}
