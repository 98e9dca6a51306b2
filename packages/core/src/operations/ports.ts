import type { Page, PageRequest, Position } from '../shared/index.ts';
import type { AuditEntry, InstanceFigures } from './model.ts';

/** Remembers who did what. Entries are never changed. */
export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. @throws invalid_cursor */
  list(page: PageRequest<Position>): Promise<Page<AuditEntry, Position>>;
  /** Forgets what is older than `before`; answers how many that were. */
  forgetBefore(before: Date): Promise<number>;
}

/** Counts for the people who run an instance; may take a second on large libraries. */
export interface FigureSource {
  read(): Promise<InstanceFigures>;
}
