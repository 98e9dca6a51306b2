import { inject } from 'vitest';
import { type Client, createClient } from './client.ts';
import { renewingToken, type Session, signUp } from './session.ts';

export * from './audio-file.ts';
export * from './client.ts';
export * from './eventually.ts';
export * from './hear.ts';
export * from './instance.ts';
export * from './persistent-upload.ts';
export * from './processes.ts';
export * from './send-file.ts';
export * from './server-process.ts';
export * from './session.ts';
export * from './slideshows.ts';
export * from './subsonic.ts';
export * from './uuid-v7.ts';
export * from './valid-inputs.ts';
export * from './video-file.ts';

/** The instance that the files of this run share, as three callers. */
export function sharedInstance(): {
  baseUrl: string;
  sessions: { admin: Session; listener: Session };
  anonymous: Client;
  listener: Client;
  admin: Client;
  /** Signs up a listener whom no other test file knows. */
  newListener: (name: string) => Promise<Client>;
} {
  const sessions = inject('sharedInstance');
  const { baseUrl } = sessions.admin;
  return {
    baseUrl,
    sessions,
    anonymous: createClient(baseUrl),
    listener: createClient(
      baseUrl,
      renewingToken(() => sessions.listener),
    ),
    admin: createClient(
      baseUrl,
      renewingToken(() => sessions.admin),
    ),
    newListener: async (name) => {
      const email = `${name}-${crypto.randomUUID()}@example.org`;
      const session = await signUp(baseUrl, { name, email, password: 'a library of my own' });
      return createClient(
        baseUrl,
        renewingToken(() => session),
      );
    },
  };
}

/**
 * True where the suite runs against an instance that it must not restart or kill. (Vitest gives
 * BASE_URL a meaning of its own.)
 */
export const isExternalInstance = process.env.MADRIGAL_URL !== undefined;

/** True where instances can be started besides the shared one, here or by whoever runs the suite. */
export const hasOwnInstances = !isExternalInstance || process.env.MADRIGAL_LAUNCHER !== undefined;

/** True where instances of our own keep their files and their database in a folder of this machine. */
export const hasDataFolder = process.env.MADRIGAL_LAUNCHER === undefined;

/** False where music apps are not served, as by functions, through which no bytes go. */
export const hasMusicApps = process.env.MADRIGAL_MUSIC_APPS !== 'no';

/** False where there is no server whose folders could be imported, as where functions answer. */
export const hasServerFolders = process.env.MADRIGAL_SERVER_FOLDERS !== 'no';
