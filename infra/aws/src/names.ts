import { jobKinds } from '../../../packages/core/src/shared/index.ts';

export type JobKind = (typeof jobKinds)[number];
export { jobKinds };

/** Name of a job's queue, as the product looks it up (`adapters/jobs/sqs/queues.ts`). */
export function queueName(prefix: string, kind: JobKind): string {
  return `${prefix}-${kind.replaceAll('.', '-')}`;
}

/** Name of what an installation keeps a secret setting under. */
export function secretName(installation: string, setting: string): string {
  return `${installation}/${setting}`;
}

/** What stands for a secret in the environment of a function: it is looked up when one starts. */
export function secretReference(installation: string, setting: string): string {
  return `ssm:/aws/reference/secretsmanager/${secretName(installation, setting)}`;
}
