import type { Clock } from '../shared/index.ts';
import type { AuditEntry } from './model.ts';
import type { AuditLog } from './ports.ts';

export interface RecordActDeps {
  audit: Pick<AuditLog, 'record'>;
  clock: Clock;
  newId: () => string;
}

export type Act = Omit<AuditEntry, 'id' | 'at'>;

/** Remembers an act that just ended. */
export async function recordAct({ audit, clock, newId }: RecordActDeps, act: Act): Promise<void> {
  await audit.record({ ...act, id: newId(), at: clock.now() });
}
