import {
  tableNames as known,
  type TableName,
} from '../../../packages/adapters/src/database/dynamodb/tables.ts';
import { settings } from '../../../packages/server/src/config/settings.ts';

export type { TableName };

/** Setting that chooses the engine of the stores in a table. */
export function settingOf(table: TableName): string {
  return table.toUpperCase().replaceAll('-', '_');
}

/** Tables that a setting can choose so far. */
export const tableNames = known.filter((name) => settingOf(name) in settings);
