// One set-up at a time per checkout. The lock names the process that sets up and the installer it
// started, because the installer survives when the first one is killed.
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inRoot } from './paths.mjs';
import { readProc } from './proc.mjs';

const lockPath = inRoot('.cache', 'setup.lock');
const HEARTBEAT_MS = 2_000;
/** A process id can belong to another program after a reboot: then nobody renews the lock. */
const ABANDONED_AFTER_MS = 15_000;
const LOOK_AGAIN_MS = 300;

/** Runs `work` alone; it gets a function to name the installer it starts. */
export async function withSetupLock(work) {
  await acquire();
  const heartbeat = setInterval(renew, HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await work((installerPid) => write({ pid: process.pid, installerPid }));
  } finally {
    clearInterval(heartbeat);
    rmSync(lockPath, { force: true });
  }
}

async function acquire() {
  mkdirSync(dirname(lockPath), { recursive: true });
  for (let told = false; ; told = true) {
    if (write({ pid: process.pid }, 'wx')) return;
    const busy = busyProcess();
    if (busy === null) {
      rmSync(lockPath, { force: true });
      continue;
    }
    if (!told) console.log(`  · Another set-up of this folder runs (process ${busy}); waiting …`);
    await delay(LOOK_AGAIN_MS);
  }
}

function write(holder, flag = 'w') {
  try {
    writeFileSync(lockPath, JSON.stringify(holder), { flag });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function renew() {
  const now = new Date();
  utimesSync(lockPath, now, now);
}

/** Process that works under the lock; null when it ended without letting go. */
function busyProcess() {
  try {
    const { pid, installerPid } = JSON.parse(readFileSync(lockPath, 'utf8'));
    const abandoned = Date.now() - statSync(lockPath).mtimeMs > ABANDONED_AFTER_MS;
    if (!abandoned && pid !== process.pid && isAlive(pid)) return pid;
    return installerPid && isInstaller(installerPid) ? installerPid : null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  if (process.platform === 'linux') return isRunning(pid);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Containers often leave killed processes as zombies, which still answer to signals. */
function isRunning(pid) {
  const state = readProc(pid, 'stat').split(') ').at(-1)?.[0];
  return state !== undefined && state !== 'Z';
}

function isInstaller(pid) {
  if (process.platform !== 'linux') return isAlive(pid);
  return readProc(pid, 'cmdline').includes('npm');
}
