import type { ImportStore } from '@madrigal/core/media/import';
import { type Dynamo, tableOf } from '../client.ts';
import { translatedMethods } from '../errors.ts';
import { createImportRecords } from './import-records.ts';
import { createImportedFiles } from './imported-files.ts';

/** Imports of folders and what they remember, in DynamoDB, in the table of the catalogue. */
export function createImportStore(dynamo: Dynamo): ImportStore {
  const table = tableOf(dynamo, 'catalogue');
  return translatedMethods<ImportStore>({
    ...createImportRecords(table),
    ...createImportedFiles(table),
  });
}
