import { z } from 'zod';
import { type Method, reads } from '../method.ts';
import { checkOwnName } from '../own-name.ts';
import { text } from '../params.ts';
import type { Body } from '../reply.ts';

const nothing = z.object({});

/** What of OpenSubsonic's extensions is there, and nothing else. */
export function extensions(): Body {
  const names = [
    'apiKeyAuthentication',
    'formPost',
    'indexBasedQueue',
    'songLyrics',
    'transcodeOffset',
  ];
  return { openSubsonicExtensions: names.map((name) => ({ name, versions: [1] })) };
}

export const system: Record<string, Method> = {
  ping: reads(nothing, async () => ({})),
  getLicense: reads(nothing, async () => ({ license: { valid: true } })),
  tokenInfo: reads(nothing, async (_, { username }) => ({ tokenInfo: { username } })),
  getMusicFolders: reads(nothing, async () => ({
    musicFolders: { musicFolder: [{ id: 1, name: 'Music' }] },
  })),
  // One's own account alone: who else is here is nobody's business.
  getUser: reads(z.object({ username: text }), async ({ username }, context) => {
    checkOwnName(username, context.username);
    return { user: toUser(context) };
  }),
  getUsers: reads(nothing, async (_, context) => ({ users: { user: [toUser(context)] } })),
};

function toUser({ username, caller }: Parameters<Method['run']>[1]): Body {
  return {
    username,
    scrobblingEnabled: true,
    adminRole: caller.role === 'admin',
    settingsRole: false,
    downloadRole: true,
    uploadRole: false,
    playlistRole: true,
    coverArtRole: false,
    commentRole: true,
    podcastRole: false,
    streamRole: true,
    jukeboxRole: false,
    shareRole: false,
    videoConversionRole: false,
    folder: [1],
  };
}
