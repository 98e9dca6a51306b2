// Loaded for its effect: when the process that started this one (npm, or the launcher) is killed
// without a chance to say so, Madrigal stops instead of holding port and data in the background.
import { readProc } from './proc.mjs';

const LOOK_MS = 500;

/** Some shells stay between npm and the script it runs. */
const SHELL = /^(sh|dash|bash|ash|zsh)$/;

/** Process id of a process's parent: the second field after its name in `stat` (proc(5)). */
const parentOf = (pid) => readProc(pid, 'stat').split(') ').at(-1)?.split(' ')[1];

function lineage() {
  const parent = process.ppid;
  return SHELL.test(readProc(parent, 'comm')) ? `${parent} ${parentOf(parent)}` : `${parent}`;
}

const born = lineage();
const timer = setInterval(() => {
  if (lineage() === born) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, LOOK_MS);
timer.unref();
