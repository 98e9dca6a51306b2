import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = createRequire(import.meta.url).resolve('cognito-local/lib/bin/start.js');

/** Somebody as npm `cognito-local` stores them. */
export interface StoredUser {
  Username: string;
  Password?: string;
  ConfirmationCode?: string;
  UserStatus: string;
  UserLastModifiedDate: string;
  UserMFASettingList?: string[];
  Attributes: { Name: string; Value: string }[];
}

export interface CognitoLocal {
  url: string;
  /** Calls an operation of the user pool's protocol. */
  call<T>(operation: string, body: object): Promise<T>;
  usersOf(userPoolId: string): StoredUser[];
  stop(): Promise<void>;
}

/** Starts npm `cognito-local` in a folder of its own; its tokens say that they come from `issuer`. */
export async function startCognitoLocal(issuer: string): Promise<CognitoLocal> {
  const folder = mkdtempSync(join(tmpdir(), 'madrigal-user-pool-'));
  const store = join(folder, '.cognito');
  mkdirSync(store);
  const config = {
    UserPoolDefaults: { UsernameAttributes: [] },
    TokenConfig: { IssuerDomain: issuer },
  };
  writeFileSync(join(store, 'config.json'), JSON.stringify(config));
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((ready, failed) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const address = /running on (http:\/\/[\d.]+:\d+)/.exec(said)?.[1];
      if (address) ready(address);
    });
    child.once('exit', () => failed(new Error(`cognito-local ended: ${said}`)));
  });
  return {
    url,
    call: async (operation, body) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: headersOf(operation),
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
      return (await answer.json()) as never;
    },
    usersOf: (userPoolId) => {
      const stored = readFileSync(join(store, 'db', `${userPoolId}.json`), 'utf8');
      return Object.values(JSON.parse(stored).Users ?? {});
    },
    stop: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

export function headersOf(operation: string): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  };
}
