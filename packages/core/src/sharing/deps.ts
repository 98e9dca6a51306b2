import type { ShareKind } from '@madrigal/contract';
import type { AccountDirectory } from '../identity/index.ts';
import type { Clock } from '../shared/index.ts';
import type { ShareableKind, ShareStore } from './ports.ts';

/** Everything that can be shared, by kind. */
export type ShareableKinds = Readonly<Partial<Record<ShareKind, ShareableKind>>>;

export interface SharingDeps {
  shares: ShareStore;
  kinds: ShareableKinds;
  directory: Pick<AccountDirectory, 'getAccount'>;
  /** Makes tokens and tickets; see `tokens.ts`. */
  linkKey: Buffer;
  clock: Clock;
  newId: () => string;
}
