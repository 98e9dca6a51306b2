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
  for await (const chunk of server.stderr) {
    output += chunk;
    if (!output.includes('listening')) continue;
    server.stderr.resume();
    return {
      endpoint: `http://127.0.0.1:${port}`,
      stop: async () => {
        server.kill();
        await ended;
      },
    };
  }
  throw new Error(`dynoxide did not start. ${output}`);
}

function locate(): string | null {
  try {
    return resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch {
    return null;
  }
}
