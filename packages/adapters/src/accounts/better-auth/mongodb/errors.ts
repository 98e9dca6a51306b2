import { MadrigalError } from '@madrigal/core/shared';
import {
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import { type AsyncMethods, wrapMethods } from '../../../shared/wrap-methods.ts';

/** "Error Codes" of the MongoDB manual. */
const DUPLICATE_KEY = 11_000;
const RETRYABLE = 'RetryableWriteError';

/** A {@link MadrigalError} for what MongoDB reports, or `error` itself where it is a fault of ours. */
function translateMongoError(error: unknown): unknown {
  if (!(error instanceof MongoError)) return error;
  if (isDuplicate(error)) {
    return new MadrigalError('conflict', 'The current state does not allow this.', {
      cause: error,
    });
  }
  const isAway =
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error.hasErrorLabel(RETRYABLE);
  if (!isAway && error instanceof MongoServerError) return error;
  return new MadrigalError('unavailable', 'The database of accounts cannot be reached.', {
    cause: error,
  });
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY;
}

/** Runs `work` with every error of MongoDB translated. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateMongoError(error);
  }
}

/** A store whose every method has errors of MongoDB translated. */
export function translatedMethods<Store extends AsyncMethods<Store>>(store: Store): Store {
  return wrapMethods<Store>(store, translated);
}
