import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CatalogueStore } from '../catalog/index.ts';
import type { LibraryStore, MarkStore, Marks } from '../library/index.ts';
import { newId } from '../shared/index.ts';
import { addSongs, at, atOnce } from './catalogue-samples.ts';

/** What a suite needs of an engine: an empty store beside an empty library, and how to end it. */
export interface MarkStoreSetup {
  store: MarkStore;
  catalogue: CatalogueStore;
  library: LibraryStore;
  dispose: () => Promise<void>;
}

const none: Marks = {
  favouriteSince: null,
  stars: null,
  averageStars: null,
  plays: 0,
  lastPlayedAt: null,
  bookmarkMs: null,
};

const newBookmark = (songId: string, userId = 'me') => ({
  userId,
  songId,
  positionMs: 90_061,
  comment: 'the “solo” 🎷',
  createdAt: at(0),
  changedAt: at(0),
});

/** Every promise of {@link MarkStore}, for any engine. */
export function describeMarkStore(name: string, setup: () => Promise<MarkStoreSetup>): void {
  describe(`mark store: ${name}`, () => {
    let context: MarkStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());

    describeStars(() => context.store);
    describeBookmarks(() => context.store);
    describePlaying(() => context.store);
    describeForgetting(() => context.store);

    test('marks of songs, albums and artists count their own plays, favourites and stars', async () => {
      const { store, catalogue, library } = context;
      const [one, two] = await addSongs(catalogue, 2, () => ({ artists: ['A'] }));
      const [a, b] = [one?.id ?? '', two?.id ?? ''];
      const [albumId, artistId] = [one?.album.id ?? '', one?.artists[0]?.id ?? ''];
      for (const [songId, minute, userId] of [
        [a, 1, 'me'],
        [a, 3, 'me'],
        [b, 2, 'me'],
        [b, 9, 'you'],
      ] as const) {
        const played = { id: newId(), songId, playedAt: at(minute), msPlayed: 1 };
        await library.addPlay({ ...played, userId });
      }
      await library.putFavourite({
        userId: 'me',
        kind: 'album',
        targetId: albumId,
        addedAt: at(5),
      });
      await store.putStars('you', 'song', b, 4);
      await store.putBookmark(newBookmark(b));
      const songs = await store.getMarks('me', 'song', [a, b, newId(), a]);
      expect([...songs.keys()].sort()).toEqual([a, b].sort());
      expect(songs.get(a)).toEqual({ ...none, plays: 2, lastPlayedAt: at(3) });
      const marked = { ...none, averageStars: 4, plays: 1, lastPlayedAt: at(2) };
      expect(songs.get(b)).toEqual({ ...marked, bookmarkMs: 90_061 });
      const sum = { ...none, plays: 3, lastPlayedAt: at(3) };
      const albums = await store.getMarks('me', 'album', [albumId]);
      expect(albums.get(albumId)).toEqual({ ...sum, favouriteSince: at(5) });
      expect((await store.getMarks('me', 'artist', [artistId])).get(artistId)).toEqual(sum);
      expect(await store.getMarks('me', 'song', [])).toEqual(new Map());
    });
  });
}

function describeStars(store: () => MarkStore): void {
  const starsOf = async (userId: string, id: string) => {
    const marks = (await store().getMarks(userId, 'song', [id])).get(id);
    return marks && [marks.stars, marks.averageStars];
  };

  test('stars are replaced and taken back, and their average is everybody’s', async () => {
    const id = newId();
    await store().putStars('me', 'song', id, 2);
    await store().putStars('me', 'song', id, 5);
    await store().putStars('you', 'song', id, 2);
    await store().putStars('you', 'album', id, 1);
    expect(await starsOf('me', id)).toEqual([5, 3.5]);
    expect(await starsOf('nobody', id)).toEqual([null, 3.5]);
    expect(await store().listStarsOf('you')).toEqual([
      { kind: 'album', targetId: id, stars: 1 },
      { kind: 'song', targetId: id, stars: 2 },
    ]);
    await store().deleteStars('me', 'song', id);
    await store().deleteStars('me', 'song', id);
    expect(await starsOf('me', id)).toEqual([null, 2]);
  });

  test('of stars given at once, one rating is kept', async () => {
    const id = newId();
    let stars = 0;
    await atOnce(5, () => store().putStars('me', 'song', id, ++stars));
    expect(await store().listStarsOf('me')).toHaveLength(1);
  });
}

function describeBookmarks(store: () => MarkStore): void {
  test('a bookmark is replaced, keeps when it was made, and is deleted', async () => {
    const [first, other] = [newBookmark(newId()), newBookmark(newId())];
    await store().putBookmark(first);
    await store().putBookmark(other);
    await store().putBookmark(newBookmark(first.songId, 'you'));
    const moved = { ...first, positionMs: 1, comment: '', changedAt: at(5) };
    await store().putBookmark({ ...moved, createdAt: at(5) });
    expect(await store().listBookmarksOf('me')).toEqual([moved, other]);
    await store().deleteBookmark('me', first.songId);
    await store().deleteBookmark('me', first.songId);
    expect(await store().listBookmarksOf('me')).toEqual([other]);
    expect(await store().listBookmarksOf('you')).toHaveLength(1);
  });
}

function describePlaying(store: () => MarkStore): void {
  test('every player of everybody plays one song, until it is long ago', async () => {
    const playing = (userId: string, player: string, minute: number) => ({
      userId,
      player,
      songId: newId(),
      since: at(minute),
    });
    const [phone, car, yours] = [
      playing('me', 'phone', 1),
      playing('me', 'car', 2),
      playing('you', 'phone', 3),
    ];
    for (const one of [playing('me', 'phone', 0), phone, car, yours]) await store().putPlaying(one);
    expect(await store().listPlaying(null, at(0))).toEqual([yours, car, phone]);
    expect(await store().listPlaying('me', at(1))).toEqual([car]);
    await store().putPlaying(playing('me', 'tv', 24 * 60 + 2));
    const players = (await store().listPlaying(null, at(0))).map(({ player }) => player);
    expect(players).toEqual(['tv', 'phone', 'car']);
  });
}

function describeForgetting(store: () => MarkStore): void {
  const everything = async (userId: string) =>
    (await store().listStarsOf(userId)).length +
    (await store().listBookmarksOf(userId)).length +
    (await store().listPlaying(userId, at(-1))).length;

  test('a forgotten song and a forgotten listener leave nothing behind', async () => {
    const [song, other] = [newId(), newId()];
    for (const userId of ['me', 'you']) {
      for (const id of [song, other]) {
        await store().putStars(userId, 'song', id, 3);
        await store().putBookmark(newBookmark(id, userId));
        await store().putPlaying({ userId, player: id, songId: id, since: at(0) });
      }
    }
    await store().forgetSong(song);
    await store().forgetSong(song);
    expect([await everything('me'), await everything('you')]).toEqual([3, 3]);
    await store().forgetListener('me');
    await store().forgetListener('me');
    expect([await everything('me'), await everything('you')]).toEqual([0, 3]);
  });

  test('stars of a merged artist move, unless the other one has some', async () => {
    const [fromId, toId] = [newId(), newId()];
    await store().putStars('me', 'artist', fromId, 1);
    await store().putStars('you', 'artist', fromId, 2);
    await store().putStars('you', 'artist', toId, 5);
    await store().moveArtist(fromId, toId);
    await store().moveArtist(fromId, toId);
    expect(await store().listStarsOf('me')).toEqual([{ kind: 'artist', targetId: toId, stars: 1 }]);
    expect(await store().listStarsOf('you')).toEqual([
      { kind: 'artist', targetId: toId, stars: 5 },
    ]);
  });
}
