import type { AppPassword } from '@madrigal/contract';
import type { AppPassword as Kept } from '@madrigal/core/identity';

export function presentAppPassword({ id, name, createdAt, lastUsedAt }: Kept): AppPassword {
  return {
    id,
    name,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
