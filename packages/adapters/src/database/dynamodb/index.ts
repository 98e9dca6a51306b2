export { type Dynamo, type DynamoOptions, openDynamo } from './client.ts';
export { checkTables, ensureTables } from './ensure-tables.ts';
export { createSlideshowStore } from './slideshows/index.ts';
export { type TableName, tableNames } from './tables.ts';
