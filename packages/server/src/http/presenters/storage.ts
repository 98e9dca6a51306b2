import type { AdminUser, StorageQuota } from '@madrigal/contract';
import type { StorageQuota as CoreQuota, StoringAccount } from '@madrigal/core/quota';

export function presentStorage({ use, ...figures }: CoreQuota): StorageQuota {
  return { ...figures, parts: use };
}

export function presentAdminUser({ account, storage, ownLimit }: StoringAccount): AdminUser {
  return {
    ...account,
    createdAt: account.createdAt.toISOString(),
    storage: presentStorage(storage),
    ownLimit,
  };
}
