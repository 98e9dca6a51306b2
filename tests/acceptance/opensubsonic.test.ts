import { beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  byToken,
  type Client,
  createSubsonic,
  eventually,
  pictureFile,
  type Subsonic,
  type SubsonicAnswer,
  sharedInstance,
} from './harness/index.ts';

const { admin, baseUrl, newListener } = sharedInstance();

let me: Client;
let app: Subsonic;
let theirs: Subsonic;
let username: string;
let songs: Record<'Dew' | 'Fog' | 'Hail', string>;
let albumId: string;
let artistId: string;

async function newAppUser(name: string) {
  const client = await newListener(name);
  const made = await client.must('createAppPassword', { body: { name: 'Player' } });
  return { client, made, app: createSubsonic(baseUrl, byToken(made.username, made.password)) };
}

const lyrics = '[00:01.00]First line\n[00:02.50]Second & "last" <line>';

beforeAll(async () => {
  const mine = await newAppUser('Sasha');
  me = mine.client;
  app = mine.app;
  username = mine.made.username;
  theirs = (await newAppUser('Toni')).app;
  const cover = await pictureFile();
  const add = async (title: string, track: string, tags: Record<string, string> = {}) => {
    const all = { title: `${title} Os9`, artist: 'Weather Os9', album: 'Sky Os9', track };
    const file = { format: 'flac', seconds: 3, sound: 'tone', cover } as const;
    const more = { date: '1987', genre: 'Ambient Os9', ...tags };
    return `so-${await addSong(admin, await audioFile({ ...file, tags: { ...all, ...more } }))}`;
  };
  songs = {
    Dew: await add('Dew', '1', { lyrics }),
    Fog: await add('Fog', '2'),
    Hail: await add('Hail', '1', { album: 'Ice Os9', date: '1999', genre: 'Noise Os9' }),
  };
  const { song } = await app.same('getSong', { id: songs.Dew });
  albumId = song.albumId;
  artistId = song.artistId;
});

const titles = (list: { title: string }[]) => list.map(({ title }) => title.replace(' Os9', ''));
const names = (list: { name: string }[]) => list.map(({ name }) => name.replace(' Os9', ''));
const codeOf = (answer: SubsonicAnswer): number | undefined => answer.error?.code;

describe('an app', () => {
  it('reads the library by its tags', async () => {
    const { artists } = await app.same('getArtists');
    const shown = artists.index.flatMap((index: { artist: object[] }) => index.artist);
    expect(shown).toContainEqual(
      expect.objectContaining({ id: artistId, name: 'Weather Os9', albumCount: 2 }),
    );
    const { artist } = await app.same('getArtist', { id: artistId });
    expect(names(artist.album)).toEqual(['Ice', 'Sky']);
    const { album } = await app.same('getAlbum', { id: albumId });
    expect(album).toMatchObject({ name: 'Sky Os9', songCount: 2, duration: 6, year: 1987 });
    expect(titles(album.song)).toEqual(['Dew', 'Fog']);
    expect(album.song[0]).toMatchObject({
      track: 1,
      suffix: 'flac',
      contentType: 'audio/flac',
      duration: 3,
      artist: 'Weather Os9',
      genre: 'Ambient Os9',
      path: 'Weather Os9/Sky Os9/01 - Dew Os9.flac',
    });
    expect(album.song[0].replayGain.trackGain).toBeLessThan(20);
    const { genres } = await app.same('getGenres');
    expect(genres.genre).toContainEqual({ value: 'Ambient Os9', songCount: 2, albumCount: 1 });
  });

  it('reads the library as folders: artists, albums, songs', async () => {
    const { indexes } = await app.same('getIndexes');
    const shown = indexes.index.find((index: { name: string }) => index.name === 'W');
    expect(shown.artist).toContainEqual(expect.objectContaining({ id: artistId }));
    const { directory: root } = await app.same('getMusicDirectory', { id: 1 });
    expect(root.child).toContainEqual(expect.objectContaining({ id: artistId, isDir: true }));
    const { directory: artist } = await app.same('getMusicDirectory', { id: artistId });
    expect(titles(artist.child)).toEqual(['Ice', 'Sky']);
    const { directory: album } = await app.same('getMusicDirectory', { id: albumId });
    expect(album).toMatchObject({ parent: artistId, name: 'Sky Os9' });
    expect(titles(album.child)).toEqual(['Dew', 'Fog']);
  });

  it('finds by words, and everything page by page without any', async () => {
    const { searchResult3: found } = await app.same('search3', { query: '"weather os9" fo*' });
    expect(titles(found.song)).toEqual(['Fog']);
    const { searchResult3: byAlbum } = await app.same('search3', { query: 'sky os9' });
    expect(names(byAlbum.album)).toEqual(['Sky']);
    const { searchResult2: folders } = await app.same('search2', { query: 'weather os9' });
    expect(names(folders.artist)).toEqual(['Weather']);
    const { searchResult } = await app.same('search', { title: 'hail', artist: 'weather os9' });
    expect(titles(searchResult.match)).toEqual(['Hail']);
    const heard: string[] = [];
    for (let offset = 0; ; offset += 1) {
      const page = { artist: 'weather os9', count: 1, offset };
      const { searchResult: one } = await app.same('search', page);
      expect(one).toMatchObject({ offset, totalHits: 3 });
      heard.push(...titles(one.match));
      if (offset >= one.totalHits) break;
    }
    expect(heard.sort()).toEqual(['Dew', 'Fog', 'Hail']);
    const { searchResult: any } = await app.call('search', { count: 1 });
    expect(any.match).toHaveLength(1);
    expect(any.totalHits).toBeGreaterThan(1);
    const everything = async () => {
      const all: string[] = [];
      for (let songOffset = 0; ; songOffset += 2) {
        const page = { query: '', songCount: 2, songOffset, artistCount: 0, albumCount: 0 };
        const { searchResult3 } = await app.call('search3', page);
        if (searchResult3.song.length === 0) return all;
        all.push(...searchResult3.song.map(({ id }: { id: string }) => id));
      }
    };
    // Places move while other tests add songs.
    const all = await eventually('every song once', async () => {
      const found = await everything();
      return new Set(found).size === found.length && found;
    });
    expect(all).toEqual(expect.arrayContaining(Object.values(songs)));
  });

  it('lists albums in every way', async () => {
    await app.call('star', { albumId });
    await app.call('setRating', { id: albumId, rating: 4 });
    await app.call('scrobble', { id: songs.Dew, time: Date.now() - 60_000 });
    const ours = async (type: string, params = {}) => {
      const list = { type, size: 500, ...params };
      // Of the others, those of all listeners may grow between two answers.
      const ask = ['starred', 'frequent', 'recent', 'byGenre'].includes(type) ? app.same : app.call;
      const { albumList2 } = await ask('getAlbumList2', list);
      const { albumList } = await ask('getAlbumList', list);
      const found = names(
        albumList2.album.filter(({ name }: { name: string }) => /Os9/.test(name)),
      );
      const folders = titles(
        albumList.album.filter(({ title }: { title: string }) => /Os9/.test(title)),
      );
      expect([...folders].sort()).toEqual([...found].sort());
      return found;
    };
    for (const type of ['starred', 'highest', 'frequent', 'recent']) {
      expect(await ours(type), type).toEqual(['Sky']);
    }
    expect((await ours('random')).sort()).toEqual(['Ice', 'Sky']);
    expect(await ours('newest')).toEqual(['Ice', 'Sky']);
    expect(await ours('alphabeticalByName')).toEqual(['Ice', 'Sky']);
    expect(await ours('alphabeticalByArtist')).toEqual(['Sky', 'Ice']);
    expect(await ours('byYear', { fromYear: 1980, toYear: 2000 })).toEqual(['Sky', 'Ice']);
    expect(await ours('byYear', { fromYear: 2000, toYear: 1980 })).toEqual(['Ice', 'Sky']);
    expect(await ours('byGenre', { genre: 'noise os9' })).toEqual(['Ice']);
    const { songsByGenre } = await app.same('getSongsByGenre', { genre: 'Ambient Os9' });
    expect(titles(songsByGenre.song)).toEqual(['Dew', 'Fog']);
    const shuffled = { anyOrder: true };
    const random = { size: 9, genre: 'Ambient Os9' };
    const { randomSongs } = await app.same('getRandomSongs', random, shuffled);
    expect(titles(randomSongs.song).sort()).toEqual(['Dew', 'Fog']);
    const { topSongs } = await app.same('getTopSongs', { artist: 'weather os9', count: 1 });
    expect(titles(topSongs.song)).toEqual(['Dew']);
    const { similarSongs2 } = await app.same('getSimilarSongs2', { id: artistId }, shuffled);
    expect(titles(similarSongs2.song).sort()).toEqual(['Dew', 'Fog', 'Hail']);
    const { similarSongs } = await app.same('getSimilarSongs', { id: songs.Hail }, shuffled);
    expect(titles(similarSongs.song).sort()).toEqual(['Dew', 'Fog']);
    const { similarSongs: few } = await app.call('getSimilarSongs', { id: songs.Hail, count: 1 });
    expect(few.song).toHaveLength(1);
    expect(codeOf(await app.call('getAlbumList2', { type: 'byYear', toYear: 1 }))).toBe(10);
    expect(codeOf(await app.call('getAlbumList2', { type: 'constructor' }))).toBe(0);
  });

  it('stars, rates and scrobbles for its listener, in the web app too', async () => {
    await app.call('star', { id: [songs.Fog, artistId], albumId });
    await app.call('setRating', { id: songs.Fog, rating: 5 });
    const { starred2 } = await app.same('getStarred2');
    expect([names(starred2.artist), names(starred2.album), titles(starred2.song)]).toEqual([
      ['Weather'],
      ['Sky'],
      ['Fog'],
    ]);
    expect(starred2.song[0]).toMatchObject({ userRating: 5, averageRating: 5 });
    expect((await app.same('getStarred')).starred.song).toHaveLength(1);
    const { songs: liked } = await me.must('listFavouriteIds');
    expect(liked).toContain(songs.Fog.slice(3));
    await app.call('unstar', { id: [songs.Fog, artistId] });
    await app.call('setRating', { id: songs.Fog, rating: 0 });
    expect((await app.call('getStarred2')).starred2.song).toEqual([]);
    expect((await app.same('getSong', { id: songs.Fog })).song.userRating).toBeUndefined();
    expect(codeOf(await app.call('setRating', { id: songs.Fog, rating: 6 }))).toBe(0);
    const time = Date.now() - 120_000;
    for (let twice = 0; twice < 2; twice += 1) await app.call('scrobble', { id: songs.Hail, time });
    const { items } = await me.must('listPlays');
    const heard = items.filter(({ song }) => `so-${song.id}` === songs.Hail);
    expect(heard.map(({ playedAt }) => Date.parse(playedAt))).toEqual([time]);
    await app.call('scrobble', { id: songs.Hail, submission: 'false' });
    const { nowPlaying } = await app.same('getNowPlaying');
    expect(nowPlaying.entry).toMatchObject([
      { id: songs.Hail, username, minutesAgo: 0, playerName: 'acceptance' },
    ]);
    expect((await theirs.call('getNowPlaying')).nowPlaying.entry).toEqual([]);
    expect((await theirs.call('getStarred2')).starred2.album).toEqual([]);
  });

  it('keeps bookmarks and one queue for all players', async () => {
    await app.call('createBookmark', { id: songs.Dew, position: 1500, comment: 'a & b' });
    const { bookmarks } = await app.same('getBookmarks');
    expect(bookmarks.bookmark).toMatchObject([
      { position: 1500, comment: 'a & b', username, entry: { id: songs.Dew } },
    ]);
    expect((await app.same('getSong', { id: songs.Dew })).song.bookmarkPosition).toBe(1500);
    await app.call('deleteBookmark', { id: songs.Dew });
    expect((await app.call('getBookmarks')).bookmarks.bookmark).toEqual([]);
    expect((await app.same('getPlayQueue')).playQueue.entry).toEqual([]);
    const id = [songs.Fog, songs.Dew, songs.Fog];
    await app.call('savePlayQueue', { id, current: songs.Dew, position: 700 });
    const { playQueue } = await app.same('getPlayQueue');
    expect(playQueue).toMatchObject({ current: songs.Dew, position: 700, changedBy: 'acceptance' });
    await app.call('savePlayQueueByIndex', { id, currentIndex: 2, position: 800 });
    const { playQueueByIndex } = await app.same('getPlayQueueByIndex');
    expect(playQueueByIndex).toMatchObject({ currentIndex: 2, position: 800 });
    expect((await me.must('getPlayQueue')).queue).toMatchObject({
      currentIndex: 2,
      positionMs: 800,
      device: { name: 'acceptance' },
    });
    expect(codeOf(await app.call('savePlayQueueByIndex', { id, currentIndex: 3 }))).toBe(10);
    await app.call('savePlayQueue');
    expect((await app.call('getPlayQueueByIndex')).playQueueByIndex.entry).toEqual([]);
  });

  it('is told how many songs of a playlist it can see, and how long they are', async () => {
    const songId = [songs.Fog, songs.Dew, songs.Fog];
    const { playlist } = await app.call('createPlaylist', { name: 'Counted', songId });
    const { id } = playlist;
    const counts = async () => {
      const [listed] = (await app.same('getPlaylists')).playlists.playlist;
      const alone = (await app.same('getPlaylist', { id })).playlist;
      return [listed, alone].map(({ songCount, duration }) => [songCount, duration]);
    };
    const whole = [3, 9];
    expect(await counts()).toEqual([whole, whole]);
    const fog = songs.Fog.replace('so-', '');
    await admin.must('deleteSong', { params: { songId: fog } });
    const rest = [1, 3];
    expect(await counts()).toEqual([rest, rest]);
    await admin.must('restoreSongs', { body: { songIds: [fog] } });
    await app.call('deletePlaylist', { id });
  });

  it('makes, changes and deletes playlists of its listener, and sees nobody else’s', async () => {
    const songId = [songs.Dew, songs.Fog];
    const { playlist } = await app.call('createPlaylist', { name: 'Clouds', songId });
    expect(titles(playlist.entry)).toEqual(['Dew', 'Fog']);
    const { id } = playlist;
    await app.call('updatePlaylist', {
      playlistId: id,
      name: 'Rain',
      comment: 'wet',
      songIdToAdd: [songs.Hail, songs.Dew],
      songIndexToRemove: [0],
    });
    const { playlist: changed } = await app.same('getPlaylist', { id });
    expect(changed).toMatchObject({ name: 'Rain', comment: 'wet', owner: username, public: false });
    expect(titles(changed.entry)).toEqual(['Fog', 'Hail', 'Dew']);
    expect(names((await app.same('getPlaylists')).playlists.playlist)).toEqual(['Rain']);
    expect((await theirs.call('getPlaylists')).playlists.playlist).toEqual([]);
    for (const params of [{ id }, { playlistId: id, name: 'Mine' }]) {
      const method = 'id' in params ? 'getPlaylist' : 'updatePlaylist';
      expect(codeOf(await theirs.call(method, params))).toBe(70);
    }
    expect(codeOf(await theirs.call('createPlaylist', { playlistId: id, songId }))).toBe(70);
    expect(codeOf(await theirs.call('deletePlaylist', { id }))).toBe(70);
    expect(codeOf(await theirs.call('getCoverArt', { id }))).toBe(70);
    expect(codeOf(await theirs.call('getPlaylists', { username }))).toBe(50);
    await app.call('createPlaylist', { playlistId: id, songId: [songs.Hail] });
    expect(titles((await app.call('getPlaylist', { id })).playlist.entry)).toEqual(['Hail']);
    await app.call('updatePlaylist', { playlistId: id, public: 'true' });
    const { playlist: open } = await theirs.call('getPlaylist', { id });
    expect(open).toMatchObject({ owner: 'Sasha', public: true });
    await app.call('deletePlaylist', { id });
    expect(codeOf(await app.call('getPlaylist', { id }))).toBe(70);
  });

  it('shows lyrics, timed where they are', async () => {
    const { lyricsList } = await app.same('getLyricsBySongId', { id: songs.Dew });
    expect(lyricsList.structuredLyrics).toMatchObject([
      {
        synced: true,
        line: [
          { start: 1000, value: 'First line' },
          { start: 2500, value: 'Second & "last" <line>' },
        ],
      },
    ]);
    const { lyrics: plain } = await app.same('getLyrics', {
      artist: 'weather os9',
      title: 'dew os9',
    });
    expect(plain.value).toBe('First line\nSecond & "last" <line>');
    const none = await app.call('getLyricsBySongId', { id: songs.Fog });
    expect(none.lyricsList.structuredLyrics).toEqual([]);
  });

  it('learns what this server is and has not', async () => {
    const open = createSubsonic(baseUrl, {});
    const { openSubsonicExtensions } = await open.same('getOpenSubsonicExtensions');
    expect(names(openSubsonicExtensions)).toEqual([
      'apiKeyAuthentication',
      'formPost',
      'indexBasedQueue',
      'songLyrics',
      'transcodeOffset',
    ]);
    expect(await app.same('ping')).toMatchObject({ type: 'madrigal', openSubsonic: true });
    expect((await app.same('getUser', { username })).user.adminRole).toBe(false);
    expect((await app.same('getScanStatus')).scanStatus.count).toBeGreaterThanOrEqual(3);
    expect(codeOf(await app.call('startScan'))).toBe(50);
    for (const method of [
      'getLicense',
      'tokenInfo',
      'getMusicFolders',
      'getPodcasts',
      'getNewestPodcasts',
      'getInternetRadioStations',
      'getChatMessages',
      'getVideos',
    ]) {
      expect(await app.same(method)).toMatchObject({ status: 'ok' });
    }
    for (const id of [artistId, albumId, songs.Dew]) {
      const { artistInfo2 } = await app.same('getArtistInfo2', { id });
      expect((await fetch(artistInfo2.largeImageUrl)).status).toBe(200);
      const { artistInfo } = await app.same('getArtistInfo', { id });
      expect((await fetch(artistInfo.largeImageUrl)).status).toBe(200);
    }
    const infos = [
      await app.same('getAlbumInfo', { id: albumId }),
      await app.same('getAlbumInfo2', { id: songs.Dew }),
    ];
    for (const { albumInfo } of infos) {
      expect((await fetch(albumInfo.smallImageUrl)).status).toBe(200);
    }
    for (const [method, code] of [
      ['jukeboxControl', 0],
      ['addChatMessage', 0],
      ['createPodcastChannel', 0],
      ['hls', 0],
      ['getVideoInfo', 70],
    ] as const) {
      expect(codeOf(await app.call(method)), method).toBe(code);
    }
    const unknown = await app.fetch('getEverything', { f: 'json' });
    expect(unknown.status).toBe(404);
    expect(
      ((await unknown.json()) as { 'subsonic-response': object })['subsonic-response'],
    ).toMatchObject({
      status: 'failed',
    });
  });
});
