import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';

/** Who may call an endpoint. A role includes the ones before it; anonymous needs no token. */
export type Access = 'anonymous' | 'listener' | 'admin';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of the API: what goes in, what comes out, who may call it and how it can fail. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  Who extends Access = Access,
> {
  /** Named operation; feeds routes, logs, metrics and the reference. */
  operationId: string;
  method: HttpMethod;
  /** Path below the server's root with `{name}` placeholders. */
  path: `/${string}`;
  tag: string;
  summary: string;
  description?: string;
  access: Who;
  /** True where no API token suffices: people manage their account themselves. */
  needsSession?: boolean;
  /** True where the header `Idempotency-Key` makes repeated requests one. */
  takesIdempotencyKey?: boolean;
  params: Params;
  query: Query;
  body: Body;
  /** Status of success and the shape of its body; `z.null()` for an empty 204. */
  status: 200 | 201 | 202 | 204;
  response: Response;
  /** Codes beyond the ones every endpoint can answer. */
  errors: readonly ErrorCode[];
}

/** Gives the type checker the exact shapes of an endpoint. */
export function defineEndpoint<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  A extends Access,
>(endpoint: Endpoint<P, Q, B, R, A>): Endpoint<P, Q, B, R, A> {
  return endpoint;
}
