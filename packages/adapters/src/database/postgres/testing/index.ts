import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import './global-setup.ts';

export interface TestDatabase {
  connectionString: string;
  /** Drops the database; whoever is still connected is thrown out. */
  dispose(): Promise<void>;
}

/** A fresh database with every migration applied, on the PostgreSQL of this test run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('postgresTemplate'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  template.pathname = `/${name}`;
  return {
    connectionString: template.href,
    dispose: () => administer(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function administer(statement: string): Promise<void> {
  const url = new URL(inject('postgresTemplate'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(statement);
  await client.end();
}
