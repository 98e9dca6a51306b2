import { beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, type Client, sharedInstance } from './harness/index.ts';

const { admin, newListener } = sharedInstance();
const formats = ['m3u8', 'jspf', 'csv'] as const;
const recordingId = crypto.randomUUID();

let me: Client;
let you: Client;
/** Two songs of one artist; the second has a recording at MusicBrainz. */
let songs: string[];

beforeAll(async () => {
  [me, you] = await Promise.all([newListener('ida'), newListener('jon')]);
  const of = { artist: 'Größe Qx8', album: 'Transfer Qx8' };
  const first = await audioFile({
    format: 'mp3',
    seconds: 2,
    tags: { title: 'Löwenzahn Qx8', ...of },
  });
  const second = await audioFile({
    format: 'flac',
    seconds: 3,
    tags: { title: 'Mohn Qx8', MUSICBRAINZ_TRACKID: recordingId, ...of },
  });
  songs = [await addSong(admin, first), await addSong(admin, second)];
});

async function codeOf(answer: Promise<{ ok: boolean; problem?: { code: string } }>) {
  const { ok, problem } = await answer;
  return ok ? 'ok' : problem?.code;
}

async function importOf(fileName: string, bytes: Buffer) {
  const body = { fileName, file: bytes.toString('base64') };
  const { entries } = await me.must('readPlaylistFile', { body });
  const { matches } = await me.must('matchPlaylistFile', { body: { entries } });
  return matches.map(({ song, reason, candidates }) => ({
    songId: song?.id ?? null,
    reason,
    candidates: candidates.map(({ id }) => id),
  }));
}

describe('a playlist as a file', () => {
  it('is written in every format and found again song by song', async () => {
    const songIds = [...songs, songs[0] ?? ''];
    const { id } = await me.must('createPlaylist', { body: { name: 'A/B', songIds } });
    for (const format of formats) {
      const params = { playlistId: id };
      const file = await me.must('exportPlaylist', { params, query: { format } });
      expect(file.fileName).toBe(`A_B.${format}`);
      const found = await importOf(file.fileName, Buffer.from(file.text));
      expect(found.map((each) => [each.songId, each.reason])).toEqual(
        songIds.map((songId) => [songId, 'id']),
      );
    }
  });

  it('is for those who may read it', async () => {
    const { id } = await me.must('createPlaylist', { body: { name: 'Mine', songIds: songs } });
    const input = { params: { playlistId: id }, query: { format: 'csv' } } as const;
    expect(await codeOf(you.call('exportPlaylist', input))).toBe('not_found');
    const { token } = await me.must('invitePlaylistMembers', { params: input.params });
    await you.must('joinPlaylist', { params: input.params, body: { token } });
    expect((await you.must('exportPlaylist', input)).text).toContain('Mohn Qx8');
  });
});

describe('a file of another program', () => {
  it('is matched by title and artist in any spelling, where the length agrees', async () => {
    const lines = [
      '#EXTM3U',
      '#EXTINF:2,Größe Qx8 - Löwenzahn Qx8',
      'C:\\Musik\\a.mp3',
      '#EXTINF:200,Größe Qx8 - Löwenzahn Qx8',
      'C:\\Musik\\b.mp3',
    ];
    const [same, other] = await importOf('a.m3u', Buffer.from(lines.join('\r\n'), 'latin1'));
    expect(same).toEqual({ songId: songs[0], reason: 'names', candidates: [] });
    expect(other).toEqual({ songId: null, reason: null, candidates: [songs[0]] });
    const folded = Buffer.from('title,artist\nLOWENZAHN QX8,"Somebody, GROSSE QX8"\n');
    expect((await importOf('a.csv', folded))[0]).toMatchObject({
      songId: songs[0],
      reason: 'names',
    });
    const another = Buffer.from('title,artist\nLöwenzahn Qx8,Somebody\n');
    expect((await importOf('a.csv', another))[0]).toMatchObject({
      songId: null,
      candidates: [songs[0]],
    });
  });

  it('is matched by the recording, whatever it is called there', async () => {
    const track = [
      { title: 'Poppy', identifier: `https://musicbrainz.org/recording/${recordingId}` },
    ];
    const jspf = Buffer.from(JSON.stringify({ playlist: { title: 'x', track } }));
    expect(await importOf('a.jspf', jspf)).toEqual([
      { songId: songs[1], reason: 'recording', candidates: [] },
    ]);
  });

  it('leaves to the listener what is not sure', async () => {
    const text =
      'title,artist\nMohn Qx8 (2011 Remaster),Grösse Qx8\nMohm Qx8,Größe Qx8\nQqqzz Jj,No\n';
    const [version, typo, nothing] = await importOf('a.csv', Buffer.from(text));
    expect(version).toMatchObject({ songId: null, candidates: [songs[1]] });
    expect(typo).toMatchObject({ songId: null, candidates: [songs[1]] });
    expect(nothing).toEqual({ songId: null, reason: null, candidates: [] });
  });

  it('is refused where it is none', async () => {
    for (const bytes of [Buffer.from([0, 1, 2]), Buffer.from('{'), Buffer.from('#EXTM3U\n')]) {
      const body = { fileName: 'x', file: bytes.toString('base64') };
      expect(await codeOf(me.call('readPlaylistFile', { body }))).toBe('invalid_request');
    }
  });
});
