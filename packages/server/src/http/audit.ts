import { DELETED_ACCOUNT, type Endpoint, endpoints } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import type { FastifyRequest } from 'fastify';
import type { HttpServices } from './deps.ts';

const LONGEST_TARGET = 1000;
/** Names of what an act is done to, and of what it gives somebody, wherever they stand. */
const TARGET_NAME = /Ids?$|^role$/;

export type Targets = Record<string, string>;

/** What admins write is remembered, and how an instance got its first admin. */
export function isAudited({ access, method, operationId }: Endpoint): boolean {
  if (operationId === endpoints.setUpInstance.operationId) return true;
  return access === 'admin' && method !== 'GET';
}

/** Ids in the parameters and the body of a request, and that of what it made. */
export function targetsOf(input: { params: unknown; body: unknown }, answer: unknown): Targets {
  const made = fieldsOf(answer).filter(([name]) => name === 'id');
  const named = [input.params, input.body]
    .flatMap(fieldsOf)
    .filter(([name]) => TARGET_NAME.test(name));
  return Object.fromEntries(
    [...made, ...named].map(([name, value]) => [name, toTarget([value].flat().join(','))]),
  );
}

/** Whoever was deleted by an act is not named by it. */
function afterAct(action: string, targets: Targets): Targets {
  const isDeletion = action === endpoints.deleteUser.operationId;
  return isDeletion ? { ...targets, userId: DELETED_ACCOUNT } : targets;
}

function fieldsOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Text that every database takes, and that nobody can fill one with. */
export function toTarget(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().slice(0, LONGEST_TARGET);
}

/** How an act ended that threw this. */
export function outcomeOf(error: unknown): string {
  return error instanceof MadrigalError ? error.code : 'internal';
}

/** Remembers an act. It is done by now, so a log that cannot be written must not undo the answer. */
export async function remember(
  operations: Pick<HttpServices['operations'], 'record'>,
  request: FastifyRequest,
  act: { action: string; userId: string | null; targets: Targets; outcome: string },
): Promise<void> {
  try {
    await operations.record({ ...act, clientIp: request.ip, requestId: request.id });
  } catch (err) {
    request.log.error({ err, act }, 'the audit log could not be written');
  }
}

/** Does an act and remembers how it ended. `targetsWith` names what it is about: by its answer too, once there is one. */
export async function audited<Done>(
  { operations, request }: { operations: Parameters<typeof remember>[0]; request: FastifyRequest },
  act: { action: string; userId: string | null },
  targetsWith: (done: Done | null) => Targets,
  work: () => Promise<Done>,
): Promise<Done> {
  const note = (outcome: string, targets: Targets) =>
    remember(operations, request, { ...act, outcome, targets });
  try {
    const done = await work();
    await note('done', afterAct(act.action, targetsWith(done)));
    return done;
  } catch (error) {
    await note(outcomeOf(error), targetsWith(null));
    throw error;
  }
}
