import { openUserPool } from './amplify.ts';
import type { PoolEngine, PoolInfo } from './types.ts';

type Pool = Pick<PoolInfo, 'userPoolId' | 'clientId' | 'endpoint'>;

/** The engine of an app whose accounts are in this pool. */
export function engineAt({ userPoolId, clientId, endpoint }: Pool): PoolEngine {
  return openUserPool(
    {
      kind: 'cognito',
      region: 'eu-west-1',
      userPoolId,
      clientId,
      endpoint,
      hostedDomain: null,
      providers: [],
    },
    'http://music.example',
  );
}

/** A code that is not this one. */
export const wrong = (code: string) => `${code[0] === '1' ? '2' : '1'}${code.slice(1)}`;
