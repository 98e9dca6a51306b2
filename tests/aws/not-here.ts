import { filesWith } from '../services/acceptance.ts';

/** Acceptance tests that mean nothing where functions answer, by the reason. */
const notHere: Readonly<Record<string, string>> = {
  'account-removal': 'Reads a backup of the data folder; the rest of it is in own-account.',
  backup: 'Backs up a data folder; tables and RDS have point-in-time recovery.',
  'dead-letters': 'Puts a file in the way of the data folder.',
  events: 'Server-sent events need a process that stays; pages ask instead.',
  'import-command': 'Imports a folder of the server.',
  imports: 'The same.',
  kill9:
    'Waits for leases of a second; queues of AWS hide the job of a killed function for longer.',
  lifetimes: 'Sends signals to the one process.',
  'media-kill9': 'Looks for the processes of one worker.',
  opensubsonic: 'Music apps get bytes from the server itself; bytes do not go through functions.',
  'opensubsonic-access': 'The same.',
  'opensubsonic-accounts': 'The same.',
  'opensubsonic-media': 'The same.',
  'opensubsonic-people': 'The same.',
  operators: 'Reads the log file and the figures of one process; functions have CloudWatch.',
  reference: 'The pages of the API reference are not served by functions.',
  'slideshow-kill9': 'Looks for the processes of one worker.',
  'start-up': 'Starts and stops the one process.',
  tracing: 'Sends signals to the one process; functions have X-Ray.',
};

/** All others. */
export function here(): string[] {
  return filesWith(/./).filter(
    (path) => !Object.keys(notHere).some((name) => path.endsWith(`/${name}.test.ts`)),
  );
}
