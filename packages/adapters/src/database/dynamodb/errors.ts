import { awsCodeOf, awsErrorsOf } from '../../shared/aws-errors.ts';
import { type AsyncMethods, wrapMethods } from '../../shared/wrap-methods.ts';

const busy = ['unavailable', 'The database has too much to do right now.'] as const;

/** Names of errors as the SDK gives them (API reference of DynamoDB, each action's "Errors"). */
export const dynamoErrors = awsErrorsOf('database', {
  ConditionalCheckFailed: ['conflict', 'The current state does not allow this.'],
  InternalServerError: busy,
  LimitExceeded: busy,
  ProvisionedThroughputExceeded: busy,
  ReplicatedWriteConflict: busy,
  ResourceInUse: ['unavailable', 'A table of the database is being changed.'],
  ResourceNotFound: ['unavailable', 'A table of the database does not exist.'],
  TransactionCanceled: busy,
  TransactionConflict: busy,
  TransactionInProgress: busy,
});

/** A store whose every method has errors of DynamoDB translated. */
export function translatedMethods<Store extends AsyncMethods<Store>>(store: Store): Store {
  return wrapMethods<Store>(store, dynamoErrors.translated);
}

export function isConditionFailure(error: unknown): error is Error & { Item?: unknown } {
  return error instanceof Error && awsCodeOf(error) === 'ConditionalCheckFailed';
}

/**
 * Somebody else's transaction holds the item: the write was not made, and the SDK does not try it
 * again. Two may wait for each other, so who tries again waits a random time.
 */
export function isContention(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = awsCodeOf(error);
  return code === 'TransactionConflict' || code === 'ReplicatedWriteConflict';
}
