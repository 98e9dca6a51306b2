import type { Role } from '@madrigal/contract';

/** Whoever makes a request with a valid access token. */
export interface Caller {
  userId: string;
  role: Role;
}

export interface Account {
  id: string;
  name: string;
  email: string;
  role: Role;
}
