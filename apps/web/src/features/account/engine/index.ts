import type { InstanceInfo } from '@madrigal/contract';
import { takeTokensOf } from '../../../api/token.ts';
import { ownServer } from './own-server.ts';
import type { SignInEngine } from './port.ts';
import { userPool } from './user-pool/index.ts';

export type { Entry, PhoneNumber, Reset } from './port.ts';

let chosen: SignInEngine = ownServer;

/** Has everybody sign in where the instance says that its accounts are. Repeating it is no change. */
export function chooseEngine(signIn: InstanceInfo['signIn']): void {
  chosen = signIn.kind === 'cognito' ? userPool(signIn) : ownServer;
  takeTokensOf(chosen.tokens);
}

/** What signing in can do here; known as soon as the instance is. */
export const engine = (): SignInEngine => chosen;
