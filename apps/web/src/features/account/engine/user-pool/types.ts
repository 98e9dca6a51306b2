import type { InstanceInfo } from '@madrigal/contract';
import type { OwnPhone, SignInEngine } from '../port.ts';

export type PoolInfo = Extract<InstanceInfo['signIn'], { kind: 'cognito' }>;
/** What the chunk with Amplify answers. */
export type PoolEngine = Omit<
  SignInEngine,
  'offers' | 'mixedPasswords' | 'endsOthersByPassword' | 'phone'
> & { phone: Omit<OwnPhone, 'use'> };
