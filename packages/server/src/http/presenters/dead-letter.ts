import type { DeadLetter } from '@madrigal/contract';
import type { DeadJob } from '@madrigal/core/shared';

/** Without what is nested in the payload: mails have links that let people in. */
export function presentDeadLetter({ id, kind, payload, reason, diedAt }: DeadJob): DeadLetter {
  return { id, kind, about: plainFields(payload), reason, diedAt: diedAt.toISOString() };
}

function plainFields(payload: unknown): DeadLetter['about'] {
  if (typeof payload !== 'object' || payload === null) return {};
  const plain = Object.entries(payload).filter(
    ([, value]) => value === null || ['string', 'number', 'boolean'].includes(typeof value),
  );
  return Object.fromEntries(plain);
}
