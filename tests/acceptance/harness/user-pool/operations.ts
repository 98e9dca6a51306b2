import { attributeOperations } from './attributes.ts';
import { attributeOf, type Body, find, forward, json, type Pool, refuse, simple } from './pool.ts';
import { challenge } from './srp.ts';
import { afterPassword, answerStep } from './steps.ts';

/** Answers an operation of the protocol as Cognito does. */
export function handle(pool: Pool, operation: string, body: Body): Promise<Response> {
  if (body.AuthFlow === 'USER_SRP_AUTH') return Promise.resolve(begin(pool, body));
  if (body.ChallengeName === 'PASSWORD_VERIFIER') return verify(pool, body);
  if (operation === 'RespondToAuthChallenge') return answerStep(pool, body);
  const special = operations[operation];
  return special ? special(pool, body) : forward(pool, operation, body);
}

const operations: Record<string, (pool: Pool, body: Body) => Promise<Response>> = {
  ...attributeOperations,
  SignUp: async (pool, body) => {
    if (String(body.Username).includes('@')) {
      return refuse(
        'InvalidParameterException',
        'Username cannot be of email format, since user pool is configured for email alias.',
      );
    }
    return simple(body.Password) ?? forward(pool, 'SignUp', body);
  },
  ConfirmSignUp: async (pool, body) => {
    const user = find(pool, String(body.Username));
    if (user && user.ConfirmationCode === body.ConfirmationCode) {
      const other = find(pool, attributeOf(user, 'email') ?? '');
      if (other) return refuse('AliasExistsException', 'An account with the email already exists.');
    }
    const answered = await forward(pool, 'ConfirmSignUp', body);
    if (answered.ok && user) {
      await pool.local.call('AdminUpdateUserAttributes', {
        UserPoolId: pool.userPoolId,
        Username: body.Username,
        UserAttributes: [
          { Name: 'email', Value: attributeOf(user, 'email') },
          { Name: 'email_verified', Value: 'true' },
        ],
      });
    }
    return answered;
  },
  ResendConfirmationCode: async () => json({ CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' } }),
  ForgotPassword: async (pool, body) => {
    const user = find(pool, String(body.Username));
    // As with `PreventUserExistenceErrors`: nobody learns who has an account.
    if (!user) return json({ CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' } });
    return forward(pool, 'ForgotPassword', { ...body, Username: user.Username });
  },
  ConfirmForgotPassword: async (pool, body) => {
    const user = find(pool, String(body.Username));
    if (!user) return refuse('CodeMismatchException', 'Invalid verification code provided.');
    const named = { ...body, Username: user.Username };
    return simple(body.Password) ?? forward(pool, 'ConfirmForgotPassword', named);
  },
  ChangePassword: async (pool, body) => {
    const fault = simple(body.ProposedPassword);
    if (fault) return fault;
    const answered = await forward(pool, 'ChangePassword', body);
    return answered.ok ? answered : refuse('NotAuthorizedException', 'Incorrect password.');
  },
  GetTokensFromRefreshToken: async (pool, { ClientId, RefreshToken }) => {
    if (pool.refusesRenewal) {
      pool.refusesRenewal = false;
      return refuse('NotAuthorizedException', 'Refresh Token has been revoked');
    }
    return forward(pool, 'InitiateAuth', {
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: String(RefreshToken) },
    });
  },
};

function begin(pool: Pool, { AuthParameters: { USERNAME = '', SRP_A = '' } = {} }: Body): Response {
  const user = find(pool, USERNAME);
  const username = user?.Username ?? USERNAME;
  const person = { poolName: poolNameOf(pool), username, password: user?.Password ?? SRP_A };
  const made = challenge(person, SRP_A);
  const session = crypto.randomUUID();
  pool.pending.set(session, { ...made, user });
  return json({
    ChallengeName: 'PASSWORD_VERIFIER',
    Session: session,
    ChallengeParameters: { ...made.sent, USERNAME: username, USER_ID_FOR_SRP: username },
  });
}

async function verify(pool: Pool, body: Body): Promise<Response> {
  const given = body.ChallengeResponses as Record<string, string>;
  const session = String(body.Session);
  const pending = pool.pending.get(session);
  pool.pending.delete(session);
  const signature = given.PASSWORD_CLAIM_SIGNATURE ?? '';
  if (!pending?.user || !pending.isRight(signature, given.TIMESTAMP ?? '')) {
    return refuse('NotAuthorizedException', 'Incorrect username or password.');
  }
  return afterPassword(pool, pending.user, body.ClientId);
}

function poolNameOf({ userPoolId }: Pool): string {
  return userPoolId.split('_')[1] ?? '';
}

/** Tokens of somebody who signed in at a page of the pool; null where nobody has the address. */
export async function tokensOf(
  pool: Pool,
  email: string,
  clientId: string,
): Promise<Record<'AccessToken' | 'IdToken' | 'RefreshToken', string> | null> {
  const user = find(pool, email);
  if (!user) return null;
  const answered = await pool.local.call<{
    AuthenticationResult: Record<'AccessToken' | 'IdToken' | 'RefreshToken', string>;
  }>('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: user.Username, PASSWORD: user.Password },
  });
  return answered.AuthenticationResult;
}
