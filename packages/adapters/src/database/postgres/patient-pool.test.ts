import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres } from './pool.ts';
import { createTestDatabase, type TestDatabase } from './testing/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.dispose());

/** Stands before the database at an address of its own, so that it can be away. */
async function listen(port = 0): Promise<{ server: Server; port: number }> {
  const url = new URL(database.connectionString);
  const folder = url.searchParams.get('host') ?? '';
  const socket = `${folder}/.s.PGSQL.${url.searchParams.get('port') ?? 5432}`;
  const server = createServer((client) => {
    const behind = connect(socket);
    client.on('error', () => behind.destroy()).pipe(behind);
    behind.on('error', () => client.destroy()).pipe(client);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('No port was given.');
  return { server, port: address.port };
}

function addressAt(port: number): string {
  const { username, password, pathname } = new URL(database.connectionString);
  return `postgresql://${username}:${password}@127.0.0.1:${port}${pathname}`;
}

test('whoever asks a server that is away is answered once it is there', async () => {
  const { server, port } = await listen();
  server.close();
  await once(server, 'close');
  const { pool, db, close } = openPostgres({ connectionString: addressAt(port), waitMs: 60_000 });
  const asked = [pool.query('SELECT 1 AS one'), db.selectFrom('songs').select('id').execute()];
  const back = await listen(port);
  expect((await asked[0]) as unknown).toMatchObject({ rows: [{ one: 1 }] });
  expect(await asked[1]).toEqual([]);
  await close();
  back.server.close();
});

test('nobody waits longer than they are to', async () => {
  const connectionString = 'postgresql://someone:secret@127.0.0.1:1/none';
  const { pool, close } = openPostgres({ connectionString, waitMs: 200 });
  await expect(pool.query('SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await close();
});

test('what waiting cannot cure is said at once', async () => {
  const wrong = new URL(database.connectionString);
  wrong.pathname = '/nobody_has_made_this';
  const { pool, close } = openPostgres({ connectionString: wrong.href, waitMs: 3_600_000 });
  await expect(pool.query('SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  await close();
});

test('a connection that breaks in the middle of a transaction fails that one alone', async () => {
  const { pool, db, close } = openPostgres({ ...database, waitMs: 10_000 });
  const killer = openPostgres(database);
  const broken = db.transaction().execute(async (transaction) => {
    await transaction.selectFrom('songs').select('id').execute();
    await killer.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
    );
    await transaction.selectFrom('songs').select('id').execute();
  });
  // Which of them depends on what comes first: the server’s farewell, its end, or the next question.
  await expect(broken).rejects.toThrow(/terminat|not queryable|ECONNRESET|EPIPE/);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await killer.close();
  await close();
});
