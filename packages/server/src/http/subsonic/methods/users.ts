import type { Account } from '@madrigal/core/identity';
import { MadrigalError, type Position } from '@madrigal/core/shared';
import { z } from 'zod';
import { SubsonicError } from '../errors.ts';
import { type Context, type Method, reads } from '../method.ts';
import { checkOwnName } from '../own-name.ts';
import { text } from '../params.ts';
import type { Body } from '../reply.ts';

const PAGE = 200;

/** Who is here: everybody for admins, oneself for everybody else. */
export const users: Record<string, Method> = {
  getUser: reads(z.object({ username: text }), async ({ username }, context) => {
    const { caller } = context;
    if (isOwn(username, context)) {
      return { user: toUser({ email: context.username, role: caller.role }) };
    }
    return { user: toUser(await findOther(username, context)) };
  }),
  getAvatar: reads(z.object({ username: text }), async ({ username }, context) => {
    const { services, request, reply } = context;
    const person = await findPerson(username, context);
    const avatar = services.avatars.of(person);
    const tag = `"${avatar.tag}"`;
    // Asked for again after a day: people change their names.
    reply.header('cache-control', 'private, max-age=86400').header('etag', tag);
    if (request.headers['if-none-match'] === tag) reply.status(304).send();
    else reply.type('image/png').send(await avatar.read());
    return null;
  }),
  getUsers: reads(z.object({}), async (_, context) => {
    if (context.caller.role !== 'admin') {
      throw new SubsonicError('notAuthorized', 'Only admins see who has an account.');
    }
    const user: Body[] = [];
    for await (const account of accountsWith('', context)) user.push(toUser(account));
    return { users: { user } };
  }),
};

/** Whoever the caller may see by this name. @throws SubsonicError, MadrigalError `not_found` */
export async function findPerson(username: string, context: Context): Promise<Account> {
  return isOwn(username, context)
    ? context.services.accounts.directory.getAccount(context.caller.userId)
    : findOther(username, context);
}

function isOwn(username: string, context: Context): boolean {
  return username.trim().toLowerCase() === context.username.toLowerCase();
}

/** Somebody else, as admins may see them. @throws SubsonicError, MadrigalError `not_found` */
async function findOther(username: string, context: Context): Promise<Account> {
  if (context.caller.role !== 'admin') checkOwnName(username, context.username);
  const email = username.trim().toLowerCase();
  for await (const account of accountsWith(email, context)) {
    if (account.email === email) return account;
  }
  throw new MadrigalError('not_found', 'There is no such user.');
}

async function* accountsWith(part: string, { services }: Context): AsyncGenerator<Account> {
  let after: Position | null | undefined;
  do {
    const page = { limit: PAGE, ...(after && { after }) };
    const found = await services.accounts.directory.listAccounts({ text: part }, page);
    yield* found.items;
    after = found.next;
  } while (after);
}

function toUser({ email, role }: Pick<Account, 'email' | 'role'>): Body {
  return {
    username: email,
    scrobblingEnabled: true,
    adminRole: role === 'admin',
    settingsRole: false,
    downloadRole: true,
    uploadRole: false,
    playlistRole: true,
    coverArtRole: false,
    commentRole: true,
    podcastRole: false,
    streamRole: true,
    jukeboxRole: false,
    shareRole: true,
    videoConversionRole: false,
    folder: [1],
  };
}
