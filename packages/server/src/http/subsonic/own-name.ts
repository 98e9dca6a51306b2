import { SubsonicError } from './errors.ts';

/** Apps may ask by name, but only for the account they are signed in to. @throws SubsonicError */
export function checkOwnName(asked: string | undefined, own: string): void {
  if (asked === undefined || asked.trim().toLowerCase() === own.toLowerCase()) return;
  throw new SubsonicError('notAuthorized', 'Everybody sees only what is their own.');
}
