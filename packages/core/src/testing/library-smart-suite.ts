import type { SmartGroup, SmartRule, SmartRules } from '@madrigal/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CatalogueStore, Song } from '../catalog/index.ts';
import type { LibraryStore } from '../library/index.ts';
import { newId } from '../shared/index.ts';
import { addSongs, at, type SongOptions } from './catalogue-samples.ts';

const DAY = 24 * 60;
const NOW = at(100 * DAY);

const shelf: readonly SongOptions[] = [
  {
    title: 'Été à Paris',
    artists: ['Zoë', 'Air'],
    albumTitle: 'Rêves',
    year: 1980,
    genres: ['Pop'],
  },
  {
    title: 'Winter',
    artists: ['Air'],
    albumTitle: 'Cold',
    year: 1999,
    genres: ['Electro Pop'],
    durationMs: 60_000,
  },
  {
    title: 'Wintermärchen',
    artists: ['Bö'],
    albumTitle: 'Cold',
    year: null,
    genres: [],
    addedAt: at(98 * DAY),
  },
];

/** What {@link LibraryStore} promises of songs picked by rules. */
export function describeSmart(store: () => LibraryStore, catalogue: () => CatalogueStore): void {
  describe('rules', () => {
    let songs: Song[];
    beforeEach(async () => {
      songs = await addSongs(catalogue(), shelf.length, (n) => shelf[n] ?? {});
    });

    const rulesOf = (where: SmartGroup, change: Partial<SmartRules> = {}): SmartRules => ({
      where,
      order: { by: 'title', direction: 'up' },
      limit: 10,
      ...change,
    });
    /** Places of the picked songs on the shelf. */
    const pick = async (rules: SmartRules, userId = 'me') => {
      const picked = await store().pickSongs(userId, rules, NOW);
      for (const { songId, durationMs } of picked) {
        expect(songs.find(({ id }) => id === songId)?.durationMs).toBe(durationMs);
      }
      return picked.map(({ songId }) => songs.findIndex(({ id }) => id === songId));
    };
    const pickBy = (...rules: SmartGroup['rules']) => pick(rulesOf({ match: 'all', rules }));
    const idOf = (n: number) => songs[n]?.id ?? '';

    test.each<[SmartRule, number[]]>([
      [{ field: 'title', op: 'is', value: 'ETE a paris!' }, [0]],
      [{ field: 'title', op: 'isNot', value: 'winter' }, [0, 2]],
      [{ field: 'title', op: 'startsWith', value: 'wint' }, [1, 2]],
      [{ field: 'title', op: 'contains', value: 'marchen' }, [2]],
      [{ field: 'title', op: 'notContains', value: 'winter' }, [0]],
      [{ field: 'title', op: 'contains', value: '%' }, []],
      [{ field: 'title', op: 'contains', value: '\u{1f3b5}' }, []],
      [{ field: 'artist', op: 'is', value: 'air' }, [0, 1]],
      [{ field: 'artist', op: 'isNot', value: 'air' }, [2]],
      [{ field: 'album', op: 'contains', value: 'reve' }, [0]],
      [{ field: 'genre', op: 'is', value: 'POP' }, [0]],
      [{ field: 'genre', op: 'contains', value: 'pop' }, [0, 1]],
      [{ field: 'genre', op: 'notContains', value: 'pop' }, [2]],
      [{ field: 'year', op: 'atLeast', value: 1990 }, [1]],
      [{ field: 'year', op: 'atMost', value: 1999 }, [0, 1]],
      [{ field: 'year', op: 'isNot', value: 1980 }, [1, 2]],
      [{ field: 'durationMs', op: 'is', value: 60_000 }, [1]],
      [{ field: 'added', op: 'inLastDays', value: 2 }, [2]],
      [{ field: 'added', op: 'notInLastDays', value: 2 }, [0, 1]],
      [{ field: 'rating', op: 'is', value: 0 }, [0, 1, 2]],
      [{ field: 'favourite', op: 'is', value: true }, []],
    ])('%j picks %j', async (rule, expected) => {
      expect(await pickBy(rule)).toEqual(expected);
    });

    test('of plays and favourites go by the listener alone', async () => {
      const play = { userId: 'me', msPlayed: 1 };
      await store().addPlay({ ...play, id: newId(), songId: idOf(0), playedAt: at(0) });
      await store().addPlay({ ...play, id: newId(), songId: idOf(0), playedAt: at(1) });
      await store().addPlay({ ...play, id: newId(), songId: idOf(1), playedAt: at(99 * DAY) });
      const kept = { kind: 'song', targetId: idOf(2), addedAt: at(0) } as const;
      await store().putFavourite({ userId: 'me', ...kept });
      expect(await pickBy({ field: 'plays', op: 'atLeast', value: 2 })).toEqual([0]);
      expect(await pickBy({ field: 'plays', op: 'is', value: 0 })).toEqual([2]);
      expect(await pickBy({ field: 'lastPlayed', op: 'inLastDays', value: 7 })).toEqual([1]);
      expect(await pickBy({ field: 'lastPlayed', op: 'notInLastDays', value: 7 })).toEqual([0, 2]);
      expect(await pickBy({ field: 'favourite', op: 'is', value: true })).toEqual([2]);
      expect(await pickBy({ field: 'favourite', op: 'is', value: false })).toEqual([0, 1]);
      const liked: SmartRule = { field: 'favourite', op: 'is', value: true };
      expect(await pick(rulesOf({ match: 'all', rules: [liked] }), 'you')).toEqual([]);
      const byPlays = { by: 'plays', direction: 'down' } as const;
      const all: SmartGroup = { match: 'all', rules: [] };
      expect((await pick(rulesOf(all, { order: byPlays })))[0]).toBe(0);
      const byLast = { by: 'lastPlayed', direction: 'up' } as const;
      expect(await pick(rulesOf(all, { order: byLast }))).toEqual([0, 1, 2]);
    });

    test('hold all together, or any, also in groups', async () => {
      const air: SmartRule = { field: 'artist', op: 'is', value: 'Air' };
      const winter: SmartRule = { field: 'title', op: 'contains', value: 'winter' };
      const old: SmartRule = { field: 'year', op: 'atMost', value: 1980 };
      expect(await pickBy(air, winter)).toEqual([1]);
      expect(await pick(rulesOf({ match: 'any', rules: [old, winter] }))).toEqual([0, 1, 2]);
      expect(await pickBy(air, { match: 'any', rules: [old, winter] })).toEqual([0, 1]);
      expect(await pick(rulesOf({ match: 'any', rules: [] }))).toEqual([0, 1, 2]);
    });

    test('pick no more than their limit, in any order, and only what is published', async () => {
      const all: SmartGroup = { match: 'all', rules: [] };
      expect(await pick(rulesOf(all, { limit: 2 }))).toEqual([0, 1]);
      const random = { by: 'random', direction: 'up' } as const;
      const mixed = await pick(rulesOf(all, { order: random }));
      expect(mixed.toSorted()).toEqual([0, 1, 2]);
      expect(await pick(rulesOf(all, { order: random }))).toEqual(mixed);
      for (const by of ['added', 'artist', 'year', 'rating', 'durationMs'] as const) {
        const order = { by, direction: 'down' } as const;
        expect(await pick(rulesOf(all, { order })), by).toHaveLength(3);
      }
      const newest = { by: 'year', direction: 'down' } as const;
      expect(await pick(rulesOf(all, { order: newest }))).toEqual([1, 0, 2]);
      await catalogue().changeSongs([idOf(0)], { published: false });
      await catalogue().trashSongs([idOf(1)], at(0));
      expect(await pick(rulesOf(all))).toEqual([2]);
    });

    test('are kept with their playlist', async () => {
      const rules = rulesOf({ match: 'all', rules: [{ field: 'title', op: 'is', value: `"'\\` }] });
      const playlist = {
        id: newId(),
        ownerId: 'me',
        name: 'Smart',
        description: '',
        cover: null,
        visibility: 'private' as const,
        rules,
        memberIds: [],
        invitationRound: 0,
        version: 1,
        itemCount: 0,
        durationMs: 0,
        createdAt: at(0),
        updatedAt: at(0),
      };
      await store().createPlaylist(playlist);
      expect(await store().getPlaylist(playlist.id)).toEqual(playlist);
      const other = rulesOf({ match: 'any', rules: [] });
      const write = { version: 1, updatedAt: at(1) };
      expect(await store().changePlaylist(playlist.id, { rules: other }, write)).toMatchObject({
        rules: other,
      });
    });
  });
}
