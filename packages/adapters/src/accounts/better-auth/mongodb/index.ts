export { openMongoRecords } from './records.ts';
export { type AccountsTakenOver, accountTables, takeOverAccounts } from './take-over.ts';
