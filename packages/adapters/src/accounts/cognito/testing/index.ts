import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import pg from 'pg';
import { createTestDatabase } from '../../../database/postgres/testing/index.ts';
import { freePort } from '../../../shared/testing/free-port.ts';
import { createCognitoDirectory } from '../directory.ts';
import { createCognitoTokenVerifier } from '../token-verifier.ts';
import { ADMINS } from '../user-pool.ts';

const program = createRequire(import.meta.url).resolve('cognito-local/lib/bin/start.js');
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'local';

/** Starts npm `cognito-local`, a stand-in for Cognito, in a folder of its own. */
export async function startCognito() {
  const folder = mkdtempSync(join(tmpdir(), 'madrigal-cognito-'));
  mkdirSync(join(folder, '.cognito'));
  const config = { UserPoolDefaults: { UsernameAttributes: [] } };
  writeFileSync(join(folder, '.cognito/config.json'), JSON.stringify(config));
  const port = await freePort();
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await untilSaid(child, 'running on');
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilSaid(child: ChildProcess, words: string): Promise<void> {
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += chunk;
    if (!said.includes(words)) continue;
    child.stdout?.resume();
    return;
  }
  throw new Error(`It ended without having said "${words}": ${said}`);
}

/** An empty pool with its group of admins, and a database beside it. */
export async function openUserPoolOf(endpoint: string) {
  const client = new CognitoIdentityProviderClient({ region, endpoint, credentials });
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'test' }));
  const userPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ClientName: 'web' }),
  );
  const clientId = UserPoolClient?.ClientId ?? '';
  await client.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: ADMINS }));
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 4 });
  pool.on('error', () => {}); // dropping the database may cut a connection off
  const issuer = `${endpoint}/${userPoolId}`;
  return {
    client,
    userPoolId,
    clientId,
    pool,
    directory: createCognitoDirectory({
      region,
      endpoint,
      credentials,
      userPoolId,
      clientId,
      pool,
    }),
    verifier: createCognitoTokenVerifier({ issuer, clientId }),
    issuer,
    /** Signs in by password, which the web app does by SRP. */
    signIn: async (username: string, password: string) => {
      const { AuthenticationResult } = await client.send(
        new InitiateAuthCommand({
          ClientId: clientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: username, PASSWORD: password },
        }),
      );
      return {
        access: AuthenticationResult?.AccessToken ?? '',
        id: AuthenticationResult?.IdToken ?? '',
        refresh: AuthenticationResult?.RefreshToken ?? '',
      };
    },
    dispose: async () => {
      client.destroy();
      await pool.end();
      await database.dispose();
    },
  };
}
