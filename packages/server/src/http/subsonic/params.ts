import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SubsonicError } from './errors.ts';

/** Parameters by name; most can come several times. */
export type RawParams = Readonly<Record<string, string[] | undefined>>;

/** From the query and, of a form, the body. What no database takes is left out of the texts. */
export function readParams(request: FastifyRequest): RawParams {
  const query = request.raw.url?.split('?').slice(1).join('?') ?? '';
  const form = typeof request.body === 'string' ? request.body : '';
  const params: Record<string, string[]> = Object.create(null);
  for (const [name, value] of [...new URLSearchParams(query), ...new URLSearchParams(form)]) {
    params[name] ??= [];
    params[name].push(value.replaceAll('\0', '').toWellFormed());
  }
  return params;
}

const LONGEST = 4000;

/** A text that must be there. Of several, the first counts. */
export const text = z
  .array(z.string().max(LONGEST))
  .nonempty()
  .transform(([first]) => first ?? '');

/** Any number of texts. */
export const texts = z.array(z.string().max(LONGEST)).max(10_000).default([]);

export const integer = text.pipe(
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'This is no whole number.')
    .transform(Number),
);

/** A whole number of at least 0; larger ones than `most` are taken for it. */
export function count(fallback: number, most = Number.MAX_SAFE_INTEGER) {
  return integer
    .pipe(z.number().min(0))
    .optional()
    .transform((number) => Math.min(number ?? fallback, most));
}

export const integers = z
  .array(
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  )
  .max(10_000)
  .default([]);

export const flag = text.transform((value) => value === 'true' || value === '1');

const HEX = /^enc:((?:[0-9a-f]{2})*)$/i;

/** Passwords come as they are, or as hex behind `enc:`. */
export function plain(password: string): string {
  const hex = HEX.exec(password)?.[1];
  return hex === undefined ? password : Buffer.from(hex, 'hex').toString('utf8');
}

/** Parameters as a method wants them. @throws SubsonicError naming the first that is wrong */
export function parseParams<Schema extends z.ZodType>(
  schema: Schema,
  params: RawParams,
): z.output<Schema> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  if (params[name] === undefined) {
    throw new SubsonicError('missingParameter', `The parameter "${name}" is missing.`);
  }
  throw new SubsonicError('generic', `The parameter "${name}" is not valid: ${issue?.message}`);
}
