import { type Caller, chosenPasswordLength } from '@madrigal/core/identity';
import { z } from 'zod';
import { audited, type Targets } from '../../audit.ts';
import { SubsonicError } from '../errors.ts';
import { type Context, type Method, writes } from '../method.ts';
import { count, flag, integers, plain, text } from '../params.ts';
import { findPerson } from './users.ts';

const LONGEST_NAME = 100;
const LONGEST_ADDRESS = 254;
/** The one folder there is, by the id that `getMusicFolders` gives it. */
const FOLDER = 1;

const { min, max } = chosenPasswordLength;
const password = text
  .transform(plain)
  .pipe(z.string().min(min, `It needs at least ${min} characters.`).max(max));
const address = (message: string) =>
  text.pipe(z.string().trim().toLowerCase().pipe(z.email(message).max(LONGEST_ADDRESS)));

/** What would take something away from somebody that everybody has is refused; what asks for more is not heard. */
const everybodys = flag
  .refine((may) => may, 'Everybody may do this here, and it can be taken from nobody.')
  .optional();

const rights = {
  adminRole: flag.optional(),
  commentRole: everybodys,
  downloadRole: everybodys,
  playlistRole: everybodys,
  shareRole: everybodys,
  streamRole: everybodys,
  ldapAuthenticated: flag.refine((isOn) => !isOn, 'There is no LDAP here.').optional(),
  maxBitRate: count(0).refine((kbps) => kbps === 0, 'Nobody has a limit of their own here.'),
  musicFolderId: integers.refine(
    (ids) => ids.every((id) => id === FOLDER),
    'Everybody has the whole library.',
  ),
};

const newPerson = z.object({
  username: address(
    'People are known by their e-mail address here: send it as the user name, too.',
  ),
  email: address('This is no e-mail address.'),
  password,
  ...rights,
});
const changes = z.object({
  username: text,
  email: text.optional(),
  password: password.optional(),
  ...rights,
});

/** Accounts, in the hands of admins who made a key for that; see docs/decisions/0061. */
export const administration: Record<string, Method> = {
  createUser: manages(newPerson, async ({ username, email, password, adminRole }, context) => {
    if (username !== email) {
      throw new SubsonicError('generic', 'The user name is the e-mail address: send the same.');
    }
    const { services, caller } = context;
    const role = adminRole ? 'admin' : 'listener';
    const name = (email.split('@')[0] ?? email).slice(0, LONGEST_NAME);
    const act = { action: 'createUser', targets: { email, role } };
    const { id } = await auditedHere(context, act, () =>
      services.people.create(caller, { name, email, role }),
    );
    await setPassword(context, id, password);
    return {};
  }),
  updateUser: manages(changes, async ({ username, email, password, adminRole }, context) => {
    const person = await findPerson(username, context);
    if (email !== undefined && email.trim().toLowerCase() !== person.email) {
      throw new SubsonicError('generic', 'The address of an account cannot be changed.');
    }
    const role = adminRole ? 'admin' : 'listener';
    if (adminRole !== undefined && role !== person.role) {
      const act = { action: 'setUserRole', targets: { userId: person.id, role } };
      await auditedHere(context, act, () => context.services.people.setRole(person.id, role));
    }
    if (password !== undefined) await setPassword(context, person.id, password);
    return {};
  }),
  deleteUser: manages(z.object({ username: text }), async ({ username }, context) => {
    const { id, email } = await findPerson(username, context);
    const act = { action: 'deleteUser', targets: { userId: id } };
    await auditedHere(context, act, () =>
      context.services.people.delete(context.caller, id, email),
    );
    return {};
  }),
  changePassword: writes(z.object({ username: text, password }), async (given, context) => {
    const { services, caller, appPasswordId } = context;
    if (isManager(caller)) {
      const { id } = await findPerson(given.username, context);
      await setPassword(context, id, given.password);
      return {};
    }
    if (given.username.trim().toLowerCase() !== context.username.toLowerCase())
      checkManager(caller);
    if (!appPasswordId) {
      throw new SubsonicError(
        'notAuthorized',
        'A key has no password: only apps that sign in by one change theirs.',
      );
    }
    await services.appPasswords.change(caller, appPasswordId, given.password);
    return {};
  }),
};

/** A method of admins alone, and of keys that one of them made for it. */
function manages<Schema extends z.ZodType>(
  params: Schema,
  run: Parameters<typeof writes<Schema>>[1],
): Method {
  return { ...writes(params, run), check: checkManager };
}

/** Whether they made a key that may do what they may: passwords of apps lie in phones and cars. */
function isManager({ role, scope }: Caller): boolean {
  return role === 'admin' && scope === 'admin';
}

function checkManager(caller: Caller): void {
  if (isManager(caller)) return;
  throw new SubsonicError(
    'notAuthorized',
    'Accounts are managed with an API token of an admin as the API key, of the scope "admin". Passwords of apps are for playing.',
  );
}

async function setPassword(context: Context, userId: string, password: string): Promise<void> {
  const act = { action: 'setAppPassword', targets: { userId } };
  await auditedHere(context, act, () => context.services.appPasswords.set(userId, password));
}

/** Does what admins do in the web app as well, and remembers it under the same name. */
function auditedHere<Done>(
  { services, caller, request }: Context,
  { action, targets }: { action: string; targets: Targets },
  work: () => Promise<Done>,
): Promise<Done> {
  const log = { operations: services.operations, request };
  return audited(log, { action, userId: caller.userId }, () => targets, work);
}
