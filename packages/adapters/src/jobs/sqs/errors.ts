import { awsCodeOf, awsErrorsOf } from '../../shared/aws-errors.ts';

/** Names of errors as the SDK gives them (API reference of SQS, each action's "Errors"). */
export const sqsErrors = awsErrorsOf('job service', {
  QueueDoesNotExist: ['unavailable', 'A queue of the job service does not exist.'],
  QueueDeletedRecently: ['unavailable', 'A queue of the job service was deleted a minute ago.'],
});

/**
 * The lease behind a receipt is over. SQS says so in several ways, `InvalidParameterValue` among
 * them ("… for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not
 * available for visibility timeout change", or "Total VisibilityTimeout … beyond the limit").
 */
export function isLeaseLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = awsCodeOf(error);
  if (code === 'MessageNotInflight' || code === 'ReceiptHandleIsInvalid') return true;
  return code === 'InvalidParameterValue' && /ReceiptHandle|VisibilityTimeout/.test(error.message);
}
