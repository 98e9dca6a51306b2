import { queryOptions } from '@tanstack/react-query';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';
import { callAuth } from './auth-api.ts';

export interface OwnSession {
  session: { token: string };
  user: { email: string; emailVerified: boolean; twoFactorEnabled?: boolean | null };
}

/** What the engine of the accounts knows about this session. */
export const ownSessionQuery = queryOptions({
  queryKey: ['own-session'],
  queryFn: () => callAuth<OwnSession>('/get-session'),
});

export interface Device {
  token: string;
  createdAt: string;
  ipAddress?: string | null;
  userAgent?: string | null;
}

export const devicesQuery = queryOptions({
  queryKey: ['devices'],
  queryFn: () => callAuth<Device[]>('/list-sessions'),
});

/** Tells what went wrong where a password was asked for. */
export function tellFault(error: Error): void {
  const wrong = isCode(error, 'invalid_credentials') || isCode(error, 'invalid_request');
  toast.error(wrong ? t('account.wrongPassword') : describeError(error));
}
