import { endpoints, type StorageQuota } from '@madrigal/contract';
import { queryOptions } from '@tanstack/react-query';
import { request } from '../../api/request.ts';

/** From this part of the limit on it is worth a word. */
const NEARLY_FULL = 0.9;

export const storageQuery = queryOptions({
  queryKey: ['storage'],
  queryFn: ({ signal }) => request(endpoints.getStorage, {}, signal),
});

export function isNearlyFull({ usedBytes, limitBytes }: StorageQuota): boolean {
  return limitBytes !== null && usedBytes >= limitBytes * NEARLY_FULL;
}
