import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded-server.ts';

/**
 * A process that runs an embedded server, for tests to kill. It writes one line of JSON when it
 * is ready and after every message; `SIGINT` ends it in order, the message `exit` without.
 */
const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' });
const pool = new pg.Pool({ connectionString: server.connectionString });

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

process.on('SIGINT', async () => {
  const { rowCount } = await pool.query('SELECT 1');
  await pool.end();
  await server.stop();
  say({ queriedAfterSignal: rowCount === 1 });
  process.disconnect();
});
process.on('message', () => process.exit(0));
say({ connectionString: server.connectionString, dataLocation: server.dataLocation });
