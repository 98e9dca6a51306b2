import { allBut, browserFiles, filesWith } from './acceptance.ts';

/** Acceptance tests that mean nothing where services run apart, by the reason. */
const notHere: Readonly<Record<string, string>> = {
  'abuse-sign-in': 'Counts by addresses of this machine, all of which the gateway may speak for.',
  'account-removal': 'Reads a backup of the data folder; the rest of it is in own-account.',
  backup: 'Backs up a data folder; PostgreSQL and buckets have copies of their own.',
  'dead-letters': 'Puts a file in the way of the data folder.',
  'import-command': 'Imports a folder of the server, by the command line.',
  imports: 'Imports a folder of the server, into its data folder.',
  kill9: 'Looks into the data folder; services are killed in services/scale-out.',
  lifetimes: 'Starts the one process in the future.',
  'media-kill9': 'Looks for the processes of one worker.',
  operators: 'Reads the log file and the figures of the one process.',
  'slideshow-kill9': 'Looks for the processes of one worker.',
  'start-up': 'Starts and stops the one process.',
  tracing: 'Sends signals to the one process.',
};

/** Browser tests that mean nothing where services run apart, by the reason. */
const noPagesHere: Readonly<Record<string, string>> = {
  accessibility: 'Looks at the pages, which are the same in every shape.',
  language: 'The same.',
  'large-lists': 'Fills the database of a data folder.',
  timeline: 'Answers of its own stand for ten thousand photos.',
  'user-pool': 'Pages sign in at the pool; services never have one.',
};

/** All other acceptance tests. */
export function here(): string[] {
  return allBut(notHere, filesWith(/./));
}

/** All other browser tests. */
export function pagesHere(): string[] {
  return allBut(noPagesHere, browserFiles());
}
