import type { Person } from '../identity/index.ts';
import type { Page, PageRequest, Position } from '../shared/index.ts';
import type { AuditEntry, InstanceFigures } from './model.ts';

/** Remembers who did what. Entries are never changed, but for people who are gone. */
export interface AuditLog {
  record(entry: AuditEntry): Promise<void>;
  /** Newest first. @throws invalid_cursor */
  list(page: PageRequest<Position>): Promise<Page<AuditEntry, Position>>;
  /**
   * Entries stay, but say no longer who this was: `DELETED_ACCOUNT` stands for their id, address and
   * number, whoever acted, and the network address of what they did, or was done as them while
   * nobody was signed in, is emptied. Repeating it changes nothing.
   */
  forgetPerson(person: Person): Promise<void>;
  /** Forgets what is older than `before`; answers how many that were. */
  forgetBefore(before: Date): Promise<number>;
}

/** Counts for the people who run an instance; may take a second on large libraries. */
export interface FigureSource {
  read(): Promise<InstanceFigures>;
}
