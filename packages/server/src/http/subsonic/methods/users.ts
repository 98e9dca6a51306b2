import type { Account } from '@madrigal/core/identity';
import { MadrigalError, type Position } from '@madrigal/core/shared';
import { z } from 'zod';
import { SubsonicError } from '../errors.ts';
import { type Context, type Method, reads, writes } from '../method.ts';
import { checkOwnName } from '../own-name.ts';
import { text } from '../params.ts';
import type { Body } from '../reply.ts';

const PAGE = 200;

/** Accounts are managed by people who signed in, never by programs. */
const elsewhere: Method = writes(z.object({}), async () => {
  throw new SubsonicError('notAuthorized', 'Accounts are managed in the web app.');
});

/** Who is here: everybody for admins, oneself for everybody else. */
export const users: Record<string, Method> = {
  getUser: reads(z.object({ username: text }), async ({ username }, context) => {
    const { caller } = context;
    const name = username.trim().toLowerCase();
    if (name === context.username.toLowerCase()) {
      return { user: toUser({ email: context.username, role: caller.role }) };
    }
    if (caller.role !== 'admin') checkOwnName(username, context.username);
    for await (const account of accountsWith(name, context)) {
      if (account.email === name) return { user: toUser(account) };
    }
    throw new MadrigalError('not_found', 'There is no such user.');
  }),
  getUsers: reads(z.object({}), async (_, context) => {
    if (context.caller.role !== 'admin') {
      throw new SubsonicError('notAuthorized', 'Only admins see who has an account.');
    }
    const user: Body[] = [];
    for await (const account of accountsWith('', context)) user.push(toUser(account));
    return { users: { user } };
  }),
  createUser: elsewhere,
  updateUser: elsewhere,
  deleteUser: elsewhere,
  changePassword: elsewhere,
};

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
