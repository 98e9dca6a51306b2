import type { InstanceInfo } from '@madrigal/contract';
import type { SignInEngine } from '../port.ts';

export type PoolInfo = Extract<InstanceInfo['signIn'], { kind: 'cognito' }>;
/** What the chunk with Amplify answers. */
export type PoolEngine = Omit<SignInEngine, 'offers' | 'mixedPasswords' | 'endsOthersByPassword'>;
