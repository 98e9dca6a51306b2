import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Runs a program with its output in a log file. Resolves to null when it succeeds, else to the
 * lines it wrote. `onStart` gets the process id.
 */
export function runLogged(command, args, { logPath, onStart = () => {}, ...options }) {
  mkdirSync(dirname(logPath), { recursive: true });
  const log = openSync(logPath, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', log, log] });
    closeSync(log);
    if (child.pid) onStart(child.pid);
    child.once('error', reject);
    child.once('exit', (code) =>
      resolve(code === 0 ? null : readFileSync(logPath, 'utf8').trimEnd().split('\n')),
    );
  });
}
