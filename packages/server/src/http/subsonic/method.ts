import type { Caller } from '@madrigal/core/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { HttpServices, HttpSettings } from '../deps.ts';
import type { Body } from './reply.ts';

/** What a method is called with besides its parameters. */
export interface Context {
  caller: Caller;
  /** The e-mail address of the account. */
  username: string;
  /** The app password it signed in with, beside its user name; null for a key. */
  appPasswordId: string | null;
  /** Name the app gives itself. */
  client: string;
  services: HttpServices;
  settings: HttpSettings;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** One method of the specification. */
export interface Method {
  /** True where it changes something: programs that may only read are refused. */
  writes: boolean;
  /** Refuses callers who may not, whatever they ask. @throws SubsonicError */
  check?(caller: Caller): void;
  params: z.ZodType;
  /** The elements of its answer; null where it has sent bytes itself. */
  run(params: unknown, context: Context): Promise<Body | null>;
}

type Run<Schema extends z.ZodType> = (
  params: z.output<Schema>,
  context: Context,
) => Promise<Body | null>;

/** A method that changes nothing. */
export function reads<Schema extends z.ZodType>(params: Schema, run: Run<Schema>): Method {
  return { writes: false, params, run: run as Method['run'] };
}

/** A method that changes something. */
export function writes<Schema extends z.ZodType>(params: Schema, run: Run<Schema>): Method {
  return { writes: true, params, run: run as Method['run'] };
}
