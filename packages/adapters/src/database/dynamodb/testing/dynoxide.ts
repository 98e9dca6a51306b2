import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { freePort } from '../../../shared/testing/free-port.ts';

const { resolve } = createRequire(import.meta.url);

export interface DynamoServer {
  endpoint: string;
  stop(): Promise<void>;
}

/**
 * A server of DynamoDB's protocol that keeps everything in memory; null where there is none for this
 * platform, as it is a native program.
 */
export async function startDynoxide(): Promise<DynamoServer | null> {
  const program = locate();
  if (!program) return null;
  const port = await freePort();
  const server = spawn(program, ['serve', '--host', '127.0.0.1', '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit');
  let output = '';
  // Read to its end: a server whose messages nobody takes dies of them.
  const listening = new Promise<boolean>((resolve) => {
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('listening')) resolve(true);
    });
    void ended.then(() => resolve(false));
  });
  if (!(await listening)) throw new Error(`dynoxide did not start. ${output}`);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}

function locate(): string | null {
  try {
    return resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch {
    return null;
  }
}
