import { randomInt } from 'node:crypto';
import type { StoredUser } from './cognito-local.ts';
import { type Body, forward, json, type Pool, refuse, simple } from './pool.ts';

/** What comes after the right password: tokens, or what else the pool asks for. */
export async function afterPassword(
  pool: Pool,
  user: StoredUser,
  clientId: unknown,
): Promise<Response> {
  if (!pool.texts.has(user.Username)) {
    return remembered(pool, user, await tokensFor(pool, user, clientId));
  }
  pool.texts.set(user.Username, String(randomInt(100_000, 1_000_000)));
  return remembered(
    pool,
    user,
    json({
      ChallengeName: 'SMS_MFA',
      Session: crypto.randomUUID(),
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: '+*********55',
        USER_ID_FOR_SRP: user.Username,
      },
    }),
  );
}

/** Takes an answer in the session of whoever gave the password; npm `cognito-local` asks for none. */
export async function answerStep(pool: Pool, body: Body): Promise<Response> {
  const session = String(body.Session);
  const user = pool.steps.get(session);
  const given = body.ChallengeResponses as Record<string, string>;
  if (!user || user.Username !== given.USERNAME) {
    return refuse('NotAuthorizedException', 'Invalid session for the user.');
  }
  const fault = body.ChallengeName === 'NEW_PASSWORD_REQUIRED' ? simple(given.NEW_PASSWORD) : null;
  if (fault) return fault;
  const answered =
    body.ChallengeName === 'SMS_MFA'
      ? await takeText(pool, user, body)
      : await forward(pool, 'RespondToAuthChallenge', body);
  if (answered.ok) pool.steps.delete(session);
  return remembered(pool, user, answered);
}

async function takeText(pool: Pool, user: StoredUser, body: Body): Promise<Response> {
  const { SMS_MFA_CODE } = body.ChallengeResponses as Record<string, string>;
  if (SMS_MFA_CODE === pool.texts.get(user.Username)) return tokensFor(pool, user, body.ClientId);
  return refuse('CodeMismatchException', 'Invalid code or auth state for the user.');
}

function tokensFor(pool: Pool, user: StoredUser, clientId: unknown): Promise<Response> {
  return forward(pool, 'InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: user.Username, PASSWORD: user.Password ?? '' },
  });
}

/** Keeps in mind who was asked for something else. */
async function remembered(pool: Pool, user: StoredUser, answered: Response): Promise<Response> {
  const body = (await answered.json()) as { ChallengeName?: string; Session?: string };
  if (body.ChallengeName && body.Session) pool.steps.set(body.Session, user);
  return json(body, answered.status);
}
