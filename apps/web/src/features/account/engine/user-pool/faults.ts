import { ApiError, type FailureCode, networkError } from '../../../../api/problem.ts';

/** Cognito's errors in the product's words. What is not here is `unavailable`. */
const codes: Readonly<Record<string, FailureCode>> = {
  NotAuthorizedException: 'invalid_credentials',
  UserNotFoundException: 'invalid_credentials',
  CodeMismatchException: 'invalid_credentials',
  ExpiredCodeException: 'invalid_credentials',
  EnableSoftwareTokenMFAException: 'invalid_credentials',
  InvalidPasswordException: 'invalid_request',
  InvalidParameterException: 'invalid_request',
  AliasExistsException: 'conflict',
  UsernameExistsException: 'conflict',
  LimitExceededException: 'too_many_requests',
  TooManyRequestsException: 'too_many_requests',
  TooManyFailedAttemptsException: 'too_many_requests',
};

/** Runs a step of Amplify. @throws ApiError */
export async function translated<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw errorOf(error);
  }
}

function errorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (name === 'NetworkError' || error instanceof TypeError) return networkError();
  // The same name for other refusals; only their sentences tell them apart.
  if (/attempts exceeded/i.test(message)) return new ApiError('too_many_requests', '');
  if (/sign ?up is not permitted/i.test(message)) return new ApiError('registration_closed', '');
  return new ApiError(codes[name] ?? 'unavailable', '');
}
