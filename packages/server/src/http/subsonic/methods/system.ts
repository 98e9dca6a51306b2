import { z } from 'zod';
import { type Method, reads } from '../method.ts';
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
};
