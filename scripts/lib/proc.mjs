import { readFileSync } from 'node:fs';

/** A file of `/proc` about a process; empty on other systems than Linux and when it has ended. */
export function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').trim();
  } catch {
    return '';
  }
}
