import { ApiError, type FailureCode, networkError } from '../../../../api/problem.ts';

type Codes = Readonly<Record<string, FailureCode>>;

/** Cognito's errors in the product's words. What is not here is `unavailable`. */
const codes: Codes = {
  NotAuthorizedException: 'invalid_credentials',
  UserNotFoundException: 'invalid_credentials',
  UserUnAuthenticatedException: 'unauthenticated',
  CodeMismatchException: 'invalid_credentials',
  ExpiredCodeException: 'invalid_credentials',
  EmptyConfirmUserAttributeCode: 'invalid_credentials',
  EnableSoftwareTokenMFAException: 'invalid_credentials',
  InvalidPasswordException: 'invalid_request',
  InvalidParameterException: 'invalid_request',
  AliasExistsException: 'conflict',
  UsernameExistsException: 'conflict',
  LimitExceededException: 'too_many_requests',
  TooManyRequestsException: 'too_many_requests',
  TooManyFailedAttemptsException: 'too_many_requests',
};

/**
 * Runs a step of Amplify.
 * @param own what errors mean otherwise in this step
 * @throws ApiError
 */
export async function translated<T>(step: () => Promise<T>, own: Codes = {}): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw errorOf(error, { ...codes, ...own });
  }
}

function errorOf(error: unknown, known: Codes): ApiError {
  if (error instanceof ApiError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (name === 'NetworkError' || error instanceof TypeError) return networkError();
  // The same name for other refusals; only their sentences tell them apart.
  if (/attempts exceeded/i.test(message)) return new ApiError('too_many_requests', '');
  if (/sign ?up is not permitted/i.test(message)) return new ApiError('registration_closed', '');
  return new ApiError(known[name] ?? 'unavailable', '');
}
