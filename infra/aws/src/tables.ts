export { tableNames } from '../../../packages/adapters/src/database/dynamodb/tables.ts';
