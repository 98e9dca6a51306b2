import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const LINES_SHOWN = 25;

/**
 * Runs a program with its output in a log file. Resolves to null when it succeeds, else to the end
 * of what it said. `onStart` gets the process id.
 */
export function runLogged(command, args, { logPath, onStart = () => {}, ...options }) {
  mkdirSync(dirname(logPath), { recursive: true });
  const log = openSync(logPath, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', log, log] });
    closeSync(log);
    if (child.pid) onStart(child.pid);
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0 ? null : endOf(logPath)));
  });
}

function endOf(logPath) {
  return readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-LINES_SHOWN).join('\n');
}
