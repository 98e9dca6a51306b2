import { queryOptions } from '@tanstack/react-query';
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
