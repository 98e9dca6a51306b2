import { type Access, endpoints, type OperationId } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { type Client, sharedInstance, validInputs } from './harness/index.ts';

const { anonymous, listener, admin } = sharedInstance();

const callers: [name: Access, client: Client][] = [
  ['anonymous', anonymous],
  ['listener', listener],
  ['admin', admin],
];
const rank: Record<Access, number> = { anonymous: 0, listener: 1, admin: 2 };

/** How access is decided: nothing, or the code of the refusal. */
function refusalFor(caller: Access, access: Access): 'unauthenticated' | 'forbidden' | null {
  if (rank[caller] >= rank[access]) return null;
  return caller === 'anonymous' ? 'unauthenticated' : 'forbidden';
}

const rows = (Object.keys(endpoints) as OperationId[]).flatMap((id) =>
  callers.map(([caller, client]) => ({ id, access: endpoints[id].access, caller, client })),
);

describe('who may call what', () => {
  it.each(rows)('$id ($access) called by $caller', async ({ id, access, caller, client }) => {
    const answer = await client.call(id, validInputs[id]);
    const code = answer.ok ? null : answer.problem.code;
    const refusal = code === 'unauthenticated' || code === 'forbidden' ? code : null;
    expect(refusal).toBe(refusalFor(caller, access));
  });
});
