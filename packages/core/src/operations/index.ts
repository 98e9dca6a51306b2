import { type ListAuditDeps, listAudit, type NamedAuditEntry } from './list-audit.ts';
import { type Overview, type OverviewDeps, readOverview } from './overview.ts';
import { type Act, type RecordActDeps, recordAct } from './record-act.ts';

export type { NamedAuditEntry } from './list-audit.ts';
export type { AuditEntry, InstanceFigures } from './model.ts';
export type { Overview } from './overview.ts';
export type { AuditLog, FigureSource } from './ports.ts';

/** What the people who run an instance look at. */
export interface Operations {
  record(act: Act): Promise<void>;
  overview(): Promise<Overview>;
  /** @throws MadrigalError `invalid_cursor` */
  listAudit(page: {
    limit: number;
    cursor?: string | undefined;
  }): Promise<{ items: NamedAuditEntry[]; nextCursor: string | null }>;
}

export function createOperations(deps: OverviewDeps & ListAuditDeps & RecordActDeps): Operations {
  return {
    record: (act) => recordAct(deps, act),
    overview: () => readOverview(deps),
    listAudit: (page) => listAudit(deps, page),
  };
}
