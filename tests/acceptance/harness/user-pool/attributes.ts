import { randomInt } from 'node:crypto';
import type { StoredUser } from './cognito-local.ts';
import { attributeOf, type Body, find, json, type Pool, refuse } from './pool.ts';

const PHONE = 'phone_number';
/** Codes that Cognito sends to somebody before it makes them wait. */
const MOST_CODES = 5;

type Operation = (pool: Pool, user: StoredUser, body: Body) => Response | Promise<Response>;

/** What whoever is signed in may do with their own attributes; npm `cognito-local` mixes numbers up with addresses. */
export const attributeOperations = {
  GetUser: signedIn((pool, user) =>
    json({
      Username: user.Username,
      UserAttributes: user.Attributes,
      UserMFASettingList: secondStepsOf(pool, user),
    }),
  ),
  UpdateUserAttributes: signedIn(update),
  GetUserAttributeVerificationCode: signedIn((pool, user, { AttributeName }) => {
    // To the number that is theirs, not to one that waits to be confirmed.
    const number = AttributeName === PHONE ? attributeOf(user, PHONE) : undefined;
    if (!number) return refuse('InvalidParameterException', 'There is nothing to verify.');
    const fault = sendCode(pool, user, number);
    return fault ?? json({ CodeDeliveryDetails: delivery(number) });
  }),
  VerifyUserAttribute: signedIn(verify),
  DeleteUserAttributes: signedIn(async (pool, user, { UserAttributeNames }) => {
    if (secondStepsOf(pool, user).includes('SMS_MFA')) {
      return refuse('InvalidParameterException', 'Codes for sign-in go to this number.');
    }
    const names = UserAttributeNames as string[];
    await pool.local.call('AdminDeleteUserAttributes', {
      ...nameOf(pool, user),
      UserAttributeNames: names.flatMap((name) => [name, `${name}_verified`]),
    });
    return json({});
  }),
};

/** By the access token, which the server of npm `cognito-local` gave. */
function signedIn(operation: Operation) {
  return async (pool: Pool, body: Body): Promise<Response> => {
    const [, claims = ''] = String(body.AccessToken).split('.');
    const { username } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}');
    const user = find(pool, String(username));
    if (!user) return refuse('NotAuthorizedException', 'Invalid Access Token');
    return operation(pool, user, body);
  };
}

async function update(pool: Pool, user: StoredUser, body: Body): Promise<Response> {
  const given = body.UserAttributes as { Name: string; Value: string }[];
  if (given.some(({ Name }) => Name.endsWith('_verified'))) {
    const refusal = 'A client attempted to write unauthorized attribute';
    return refuse('NotAuthorizedException', refusal);
  }
  const number = given.find(({ Name }) => Name === PHONE)?.Value;
  if (number !== undefined && !/^\+[1-9]\d{1,14}$/.test(number)) {
    return refuse('InvalidParameterException', 'Invalid phone number format.');
  }
  // The same value is no change, and sends nothing.
  const changes = number !== undefined && number !== attributeOf(user, PHONE);
  const fault = changes ? sendCode(pool, user, number) : null;
  if (fault) return fault;
  const others = given.filter(({ Name }) => Name !== PHONE);
  if (others.length > 0) await write(pool, user, others);
  if (changes && !pool.numbers.keepsFormer) await write(pool, user, asAttributes(number, false));
  return json({ CodeDeliveryDetailsList: changes ? [delivery(number)] : [] });
}

async function verify(pool: Pool, user: StoredUser, body: Body): Promise<Response> {
  const { unconfirmed } = pool.numbers;
  const expected = unconfirmed.get(user.Username);
  if (!expected) {
    return refuse('ExpiredCodeException', 'Invalid code provided, please request a code again.');
  }
  if (expected.code !== body.Code) {
    return refuse('CodeMismatchException', 'Invalid verification code provided, please try again.');
  }
  const isTaken = pool.local
    .usersOf(pool.userPoolId)
    .some(
      (other) =>
        other.Username !== user.Username &&
        attributeOf(other, PHONE) === expected.value &&
        attributeOf(other, `${PHONE}_verified`) === 'true',
    );
  if (isTaken) {
    const refusal = 'An account with the given phone_number already exists.';
    return refuse('AliasExistsException', refusal);
  }
  unconfirmed.delete(user.Username);
  await write(pool, user, asAttributes(expected.value, true));
  return json({});
}

/** A refusal where that were too many of them. */
function sendCode({ numbers }: Pool, { Username }: StoredUser, value: string): Response | null {
  const sent = numbers.sent.get(Username) ?? 0;
  if (sent >= MOST_CODES) {
    return refuse('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
  }
  const code = String(randomInt(100_000, 1_000_000));
  numbers.sent.set(Username, sent + 1);
  numbers.unconfirmed.set(Username, { value, code });
  numbers.texts.set(value, code);
  return null;
}

function secondStepsOf(pool: Pool, { Username, UserMFASettingList = [] }: StoredUser): string[] {
  return pool.texts.has(Username) ? [...UserMFASettingList, 'SMS_MFA'] : UserMFASettingList;
}

function write(pool: Pool, user: StoredUser, UserAttributes: { Name: string; Value: string }[]) {
  return pool.local.call('AdminUpdateUserAttributes', { ...nameOf(pool, user), UserAttributes });
}

const asAttributes = (number: string, verified: boolean) => [
  { Name: PHONE, Value: number },
  { Name: `${PHONE}_verified`, Value: String(verified) },
];

const nameOf = ({ userPoolId }: Pool, { Username }: StoredUser) => ({
  UserPoolId: userPoolId,
  Username,
});

const delivery = (number: string) => ({
  AttributeName: PHONE,
  DeliveryMedium: 'SMS',
  Destination: `+*********${number.slice(-2)}`,
});
