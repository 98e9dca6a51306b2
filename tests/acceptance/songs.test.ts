import type { Song } from '@madrigal/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, type BodyOf, pictureFile, sharedInstance } from './harness/index.ts';

const { baseUrl, admin, listener } = sharedInstance();

const tags = {
  title: 'Wachet auf',
  artist: 'Anna Magdalena',
  album: 'Kantaten',
  album_artist: 'Thomanerchor',
  track: '7/12',
  disc: '2/3',
  date: '1731',
  genre: 'Baroque',
  lyrics: 'Wachet auf, ruft uns die Stimme',
};

describe('a song', () => {
  let song: BodyOf<'getSong'>;
  beforeAll(async () => {
    const cover = await pictureFile();
    const songId = await addSong(
      admin,
      await audioFile({ format: 'flac', seconds: 3, tags, cover }),
    );
    song = await listener.must('getSong', { params: { songId } });
  });

  it('has what its tags say', () => {
    expect(song).toMatchObject({
      title: 'Wachet auf',
      album: { title: 'Kantaten', artistName: 'Thomanerchor' },
      trackNumber: 7,
      discNumber: 2,
      year: 1731,
      genres: ['Baroque'],
      lyrics: 'Wachet auf, ruft uns die Stimme',
    });
    expect(song.artists.map(({ name }) => name)).toEqual(['Anna Magdalena']);
  });

  it('has what was measured', () => {
    expect(song).toMatchObject({
      sampleRateHz: 44_100,
      channels: 2,
      lossless: true,
      codec: 'flac',
    });
    expect(Math.abs(song.durationMs - 3000)).toBeLessThan(60);
    expect(song.bitrateKbps).toBeGreaterThan(0);
    expect(song.loudness.integratedLufs).toBeLessThan(0);
    expect(song.loudness.truePeakDbtp).toBeLessThan(3);
    expect(song.contentHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has a cover that anyone with the signed URL can see', async () => {
    const response = await fetch(new URL(song.coverUrl ?? '', baseUrl));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect(Buffer.from(await response.arrayBuffer()).toString('latin1', 8, 12)).toBe('WEBP');
  });

  it('has a waveform', async () => {
    const response = await fetch(new URL(song.waveformUrl, baseUrl));
    const { peaks } = (await response.json()) as { peaks: number[] };
    expect(peaks).toHaveLength(800);
    expect(peaks.every((peak) => Number.isInteger(peak) && peak >= 0 && peak <= 255)).toBe(true);
    expect(Math.max(...peaks)).toBeGreaterThan(20);
  });

  it('shares artist and album with the next one', async () => {
    const next = { ...tags, title: 'Zion hört', artist: 'ANNA  MAGDALENA', track: '8/12' };
    const songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 1, tags: next }));
    const other = await listener.must('getSong', { params: { songId } });
    expect(other.artists[0]?.id).toBe(song.artists[0]?.id);
    expect(other.album.id).toBe(song.album.id);
  });
});

describe('the song list', () => {
  const titles = ['Änderung', 'aria', 'Zebra', 'Bolero', 'zuletzt'];
  let added: string[];
  beforeAll(async () => {
    added = [];
    for (const title of titles) {
      const file = await audioFile({ format: 'opus', seconds: 1, tags: { title } });
      added.push(await addSong(admin, file));
    }
  });

  async function walk(order: 'added' | 'title', limit: number): Promise<Song[]> {
    const songs: Song[] = [];
    let cursor: string | undefined;
    do {
      const page = await listener.must('listSongs', { query: { order, limit, cursor } });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      songs.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return songs;
  }

  it.each(['added', 'title'] as const)(
    'by %s gives every song once, page by page',
    async (order) => {
      const ids = (await walk(order, 2)).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(added));
    },
  );

  it('by added has the newest first', async () => {
    const mine = (await walk('added', 200)).filter(({ id }) => added.includes(id));
    expect(mine.map(({ id }) => id)).toEqual([...added].reverse());
  });

  it('by title ignores case and accents', async () => {
    const mine = (await walk('title', 200)).filter(({ id }) => added.includes(id));
    const sorted = ['Änderung', 'aria', 'Bolero', 'Zebra', 'zuletzt'];
    expect(mine.map(({ title }) => title)).toEqual(sorted);
  });

  it('does not take the cursor of another order', async () => {
    const { nextCursor } = await listener.must('listSongs', {
      query: { order: 'title', limit: 1 },
    });
    const query = { order: 'added', limit: 1, cursor: nextCursor ?? '' } as const;
    const answer = await listener.call('listSongs', { query });
    expect(answer.ok ? null : answer.problem.code).toBe('invalid_cursor');
  });
});
