import { beforeAll, expect, it } from 'vitest';
import { addSong, audioFile, type Client, sharedInstance } from './harness/index.ts';

const { admin, newListener } = sharedInstance();

let me: Client;
let you: Client;
let songs: string[];

beforeAll(async () => {
  me = await newListener('quinn');
  you = await newListener('remy');
  songs = [];
  for (const title of ['Dawn', 'Noon']) {
    const tags = { title: `${title} Pq1`, artist: 'The Hours Pq1', album: 'Day Pq1' };
    songs.push(await addSong(admin, await audioFile({ format: 'mp3', seconds: 2, tags })));
  }
});

const device = { id: 'kitchen', name: 'Kitchen' };

it('is taken over by another device, and is nobody else’s', async () => {
  const [dawn = '', noon = ''] = songs;
  expect((await me.must('getPlayQueue')).queue).toBeNull();
  const { changedAt } = await me.must('keepPlayQueue', {
    body: { songIds: [dawn, noon, dawn], currentIndex: 2, positionMs: 1234, device },
  });
  const { queue } = await me.must('getPlayQueue');
  expect(queue).toMatchObject({ currentIndex: 2, positionMs: 1234, device, changedAt });
  expect(queue?.songs.map(({ id }) => id)).toEqual([dawn, noon, dawn]);
  expect((await you.must('getPlayQueue')).queue).toBeNull();
});

it('goes on without a song that was deleted', async () => {
  const [dawn = '', noon = ''] = songs;
  await me.must('keepPlayQueue', {
    body: { songIds: [dawn, noon], currentIndex: 0, positionMs: 500, device },
  });
  await admin.must('deleteSong', { params: { songId: dawn } });
  const { queue } = await me.must('getPlayQueue');
  expect(queue).toMatchObject({ currentIndex: 0, positionMs: 0, songs: [{ id: noon }] });
  await admin.must('restoreSongs', { body: { songIds: [dawn] } });
  expect((await me.must('getPlayQueue')).queue).toMatchObject({ currentIndex: 0, positionMs: 500 });
});

it('refuses a place where no song is', async () => {
  const answer = await me.call('keepPlayQueue', {
    body: { songIds: songs, currentIndex: 2, device },
  });
  expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid_request' } });
});
