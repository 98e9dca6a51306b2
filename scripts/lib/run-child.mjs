import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupError } from './setup-error.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in our place: same terminal, same process group, its exit code becomes ours.
 * A terminal sends Ctrl-C to the whole group and npm passes it on besides; what comes through us
 * reaches the child once.
 */
export async function runChild(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  let forwarded = false;
  const forward = (signal) => {
    if (forwarded) return;
    forwarded = true;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  try {
    return await exitCodeOf(child, command);
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}

function exitCodeOf(child, command) {
  return new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new SetupError(`${command} does not run on this computer: ${error.message}`)),
    );
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
