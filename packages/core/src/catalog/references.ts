import type { CatalogueReferences } from './ports.ts';

/** Several that keep ids of the catalogue, as one; each is told, one after another. */
export function allReferences(...all: readonly CatalogueReferences[]): CatalogueReferences {
  return {
    forgetSong: async (songId) => {
      for (const one of all) await one.forgetSong(songId);
    },
    moveArtist: async (fromId, toId) => {
      for (const one of all) await one.moveArtist(fromId, toId);
    },
  };
}
