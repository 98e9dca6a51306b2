import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { crashed, type LimitedRun, runLimited, wasKilled } from './limited-process.ts';

const MEBIBYTE = 1024 ** 2;

function script(text: string, more: Partial<LimitedRun> = {}): LimitedRun {
  return {
    command: '/bin/sh',
    args: ['-c', text],
    timeMs: 20_000,
    memoryBytes: 512 * MEBIBYTE,
    signal: new AbortController().signal,
    ...more,
  };
}

/** Runs a script that prints its pid; answers how it went and whether that process is gone. */
async function runAndLook(
  text: string,
  more: Partial<LimitedRun> & { onPid?: () => void } = {},
): Promise<{ outcome: unknown; gone: boolean }> {
  let printed = '';
  const onOutput = (chunk: Buffer): void => {
    printed += chunk;
    more.onPid?.();
  };
  const outcome = await runLimited(script(text, { ...more, onOutput })).catch((error) => error);
  return { outcome, gone: !isRunning(Number.parseInt(printed, 10)) };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('answers exit code, output and the end of the log', async () => {
  let output = '';
  const onOutput = (chunk: Buffer): void => {
    output += chunk;
  };
  const text = 'cat; echo trouble >&2; exit 3';
  const end = await runLimited(script(text, { input: Buffer.from('given'), onOutput }));
  expect(end).toEqual({ exitCode: 3, exitSignal: null, log: 'trouble\n' });
  expect(output).toBe('given');
});

it('gives the child nothing of our environment', async () => {
  let output = '';
  const onOutput = (chunk: Buffer): void => {
    output += chunk;
  };
  await runLimited(script('/usr/bin/env', { onOutput }));
  const names = output.split('\n').map((line) => line.split('=')[0]);
  expect(names.filter((name) => name && !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name))).toEqual(
    [],
  );
});

it('runs at low priority', async () => {
  let output = '';
  const onOutput = (chunk: Buffer): void => {
    output += chunk;
  };
  // Waits for its input to end, so that the priority is set by then.
  await runLimited(script('read -r _; nice', { input: Buffer.from('\n'), onOutput }));
  expect(Number(output)).toBeGreaterThan(0);
});

it('ends a child when its time is up', async () => {
  const { outcome, gone } = await runAndLook('echo $$; exec sleep 600', { timeMs: 200 });
  expect(outcome).toMatchObject({ name: 'MadrigalError', code: 'unavailable' });
  expect(gone).toBe(true);
});

it('ends a child that does not listen to SIGTERM', async () => {
  const stop = new AbortController();
  const { outcome, gone } = await runAndLook('trap "" TERM; echo $$; while :; do sleep 600; done', {
    signal: stop.signal,
    onPid: () => stop.abort('enough'),
  });
  expect(outcome).toBe('enough');
  expect(gone).toBe(true);
});

it('starts nothing when aborted before', async () => {
  const outcome = runLimited(script('exit 0', { signal: AbortSignal.abort('no') }));
  await expect(outcome).rejects.toBe('no');
});

it('ends the child when its output is refused', async () => {
  const refusal = new Error('too much');
  const { outcome, gone } = await runAndLook('echo $$; exec sleep 600', {
    onPid: () => {
      throw refusal;
    },
  });
  expect(outcome).toBe(refusal);
  expect(gone).toBe(true);
});

it('says when a program cannot be started', async () => {
  const missing = await runLimited(script('', { command: '/nowhere/ffmpeg' })).catch(
    (error) => error,
  );
  // On Linux the shell that sets the limits reports it, elsewhere the system does.
  expect(missing).toMatchObject(
    process.platform === 'linux' ? { exitCode: 127 } : { code: 'unavailable' },
  );
});

it.runIf(process.platform === 'linux')('bounds memory', async () => {
  const greedy = 'Buffer.alloc(3 * 1024 ** 3).fill(1); console.log("had it all")';
  let output = '';
  const end = await runLimited({
    ...script(''),
    command: process.execPath,
    args: ['-e', greedy],
    memoryBytes: 1024 * MEBIBYTE,
    onOutput: (chunk) => {
      output += chunk;
    },
  });
  expect(output).toBe('');
  expect(end.exitCode).not.toBe(0);
});

it('tells a crash from being ended by somebody', async () => {
  // A trap is how GLib and V8 say that there is no memory left.
  for (const signal of ['SEGV', 'ABRT', 'TRAP']) {
    const crash = await runLimited(script(`kill -${signal} $$`));
    expect([crashed(crash), wasKilled(crash)], signal).toEqual([true, false]);
  }
  const kill = await runLimited(script('kill -KILL $$'));
  expect([crashed(kill), wasKilled(kill)]).toEqual([false, true]);
});

it.runIf(process.platform === 'linux')(
  'leaves nothing running when this process is killed',
  async () => {
    const killed = `
    import { runLimited } from ${JSON.stringify(new URL('./limited-process.ts', import.meta.url).href)};
    const onOutput = (chunk) => {
      process.stdout.write(chunk, () => process.kill(process.pid, 'SIGKILL'));
    };
    const limits = { timeMs: 60_000, memoryBytes: 1e9, signal: new AbortController().signal };
    runLimited({ command: '/bin/sh', args: ['-c', 'echo $$; exec sleep 60'], onOutput, ...limits });
  `;
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', killed]);
    const { stdout, signal } = await run.catch((error) => error);
    expect(signal).toBe('SIGKILL');
    const pid = Number.parseInt(stdout, 10);
    expect(pid).toBeGreaterThan(1);
    // Whoever adopts orphans may let a dead one lie for a while.
    const state = () => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone');
    await vi.waitFor(async () => expect(await state()).toMatch(/^gone|\) [ZX] /));
  },
);
