import { type JobKind, jobKinds, type LeasedJob } from '@madrigal/core/shared';
import { decodeBody } from './message.ts';

/** A message as SQS hands it to a function (Lambda developer guide, "Using Lambda with Amazon SQS"). */
export interface SqsRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: { ApproximateReceiveCount: string; MessageGroupId?: string };
  /** `arn:aws:sqs:REGION:ACCOUNT:NAME` */
  eventSourceARN: string;
}

/** The job in a message that a function was handed; null for one of a queue that is not ours. */
export function readSqsRecord(record: SqsRecord, queuePrefix: string): LeasedJob | null {
  const name = record.eventSourceARN.split(':').at(-1);
  const kind = jobKinds.find(
    (each: JobKind) => name === `${queuePrefix}-${each.replaceAll('.', '-')}`,
  );
  if (!kind) return null;
  return {
    id: record.messageId,
    kind,
    payload: decodeBody(record.body).payload,
    attempt: Number(record.attributes.ApproximateReceiveCount),
    receipt: record.receiptHandle,
    group: record.attributes.MessageGroupId ?? null,
  };
}
