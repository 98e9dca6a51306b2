import { MadrigalError } from '@madrigal/core/shared';
import type { Config } from '../../config/index.ts';

/**
 * What copies a PostgreSQL and files would leave out stores that are in tables of DynamoDB, and nobody
 * would notice before they are missing.
 * @throws MadrigalError `conflict` that names them
 */
export function refuseTables({ stores }: Pick<Config, 'stores'>): void {
  const inTables = Object.entries(stores).filter(([, engine]) => engine === 'dynamodb');
  if (inTables.length === 0) return;
  const names = inTables.map(([name]) => name.toUpperCase().replaceAll('-', '_'));
  throw new MadrigalError(
    'conflict',
    `In tables of DynamoDB are: ${names.join(', ')}. They would be left out. Tables have point-in-time recovery and backups of their own (docs/aws-deploy.md); use those, and the backup of your PostgreSQL.`,
  );
}

/** The same for accounts in MongoDB. @throws MadrigalError `conflict` */
export function refuseMongo({ accounts }: Pick<Config, 'accounts'>): void {
  if (accounts.database.kind === 'postgres') return;
  throw new MadrigalError(
    'conflict',
    'Accounts are in MongoDB. They would be left out. Use mongodump, and the backup of your PostgreSQL (docs/operations.md).',
  );
}
