import { allBut, browserFiles, filesWith } from '../services/acceptance.ts';

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

const TIME =
  'Passes here, and is left out for time: nothing of it is another way where functions answer.';

/** Browser tests that are left out where functions answer, by the reason. */
const noPagesHere: Readonly<Record<string, string>> = {
  accessibility: 'Looks at every page in every light, which is the same in every shape.',
  admin: TIME,
  editing: TIME,
  gapless: 'Hears what is played, which the edge hands out in every shape.',
  language: TIME,
  'large-lists': 'Fills the database of a data folder.',
  library: TIME,
  listening: TIME,
  passkeys: 'They belong to a host with a name, and the gateway of a test has a number.',
  player:
    'Starts functions in the future, where S3 takes no signatures; the rest is as in gapless.',
  playlists: TIME,
  'playlist-files': TIME,
  storage: TIME,
  timeline: 'Answers of its own stand for ten thousand photos.',
  'user-pool':
    'Pages sign in at the pool itself, in every shape; functions meet it in aws/user-pool.',
  'ways-in': TIME,
};

/** All other acceptance tests. */
export function here(): string[] {
  return allBut(notHere, filesWith(/./));
}

/** All other browser tests. */
export function pagesHere(): string[] {
  return allBut(noPagesHere, browserFiles());
}
