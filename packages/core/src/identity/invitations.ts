import { createHash, randomBytes } from 'node:crypto';
import type { Language } from '@madrigal/contract';
import type { PostOffice } from '../notifications/index.ts';
import type { Clock } from '../shared/index.ts';
import type { Caller, Invitation } from './model.ts';
import type { AccountDirectory, InvitationStore } from './ports.ts';

const SECRET_BYTES = 24;
const DAY_MS = 24 * 3_600_000;
const MOST_LISTED = 200;

export interface InvitationsDeps {
  invitations: InvitationStore;
  directory: Pick<AccountDirectory, 'getAccount'>;
  postOffice: Pick<PostOffice, 'post'>;
  /** Origin people use; null where any host is accepted. */
  publicUrl: string | null;
  clock: Clock;
  newId: () => string;
}

export interface NewInvitation {
  email: string | null;
  expiresInDays: number;
  /** What the inviter's browser asks for; whoever is invited never said theirs. */
  language: Language | null;
}

/** Links that let somebody create an account, made by admins. */
export function createInvitations(deps: InvitationsDeps) {
  return {
    create: (caller: Caller, input: NewInvitation) => invite(deps, caller, input),
    list: () => deps.invitations.listInvitations(MOST_LISTED),
    revoke: (invitationId: string) => deps.invitations.deleteInvitation(invitationId),
  };
}

export type Invitations = ReturnType<typeof createInvitations>;

async function invite(
  { invitations, directory, postOffice, publicUrl, clock, newId }: InvitationsDeps,
  caller: Caller,
  { email, expiresInDays, language }: NewInvitation,
): Promise<Invitation & { path: string }> {
  const token = randomBytes(SECRET_BYTES).toString('base64url');
  const path = `/sign-up?invitation=${token}`;
  const createdAt = clock.now();
  const invitation: Invitation = {
    id: newId(),
    email: email?.toLowerCase() ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + expiresInDays * DAY_MS),
    usedAt: null,
  };
  await invitations.createInvitation(invitation, invitationHash(token));
  if (email) {
    const { name, language: own } = await directory.getAccount(caller.userId);
    const until = invitation.expiresAt.toISOString().slice(0, 10);
    const url = `${publicUrl ?? ''}${path}`;
    postOffice.post({
      kind: 'invitation',
      language: language ?? own ?? 'en',
      to: email,
      url,
      values: { inviter: name, until },
    });
  }
  return { ...invitation, path };
}

/** What is kept of an invitation's token. */
export function invitationHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
