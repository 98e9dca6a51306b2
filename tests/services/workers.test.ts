import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addMedia,
  audioFile,
  type Client,
  ended,
  eventually,
  pickable,
  processed,
  sendFile,
  setUpAdmin,
  videoFile,
} from '../acceptance/harness/index.ts';
import { photograph } from '../fixtures/photo.ts';
import { type Part, type Stack, startStack } from './stack.ts';

// One worker for each class of jobs, as the chart has them. They come one after another: what a class does
// waits until its worker is there, and nobody else takes it.
const guest = 'guest@example.org';
const disposables = new AsyncDisposableStack();
let stack: Stack;
let admin: Client;
const uploads = { song: '', photo: '', video: '' };

beforeAll(async () => {
  const layout = {
    'user,admin,song,photo,video': 1,
    'worker:audio,import': 1,
    'worker:image': 1,
    'worker:video': 1,
    'worker:slideshow': 1,
    'worker:mail': 1,
    edge: 1,
  };
  stack = await startStack(layout, disposables);
  ({ client: admin } = await setUpAdmin(stack.url));
  await Promise.all(stack.parts.filter(({ workers }) => workers).map(stack.kill));
  const photo = await photograph({ width: 640, height: 480 });
  uploads.photo = (await sendFile(admin, { name: 'photo.jpg', bytes: photo })).id;
  uploads.video = (await sendFile(admin, await videoFile({ format: 'mp4', seconds: 1 }))).id;
  uploads.song = (await sendFile(admin, await audioFile({ format: 'mp3', seconds: 2 }))).id;
  await admin.must('createInvitation', { body: { email: guest } });
});
afterAll(() => disposables.disposeAsync());

const workerOf = (classes: string): Part => {
  const part = stack.parts.find(({ workers }) => workers === classes);
  if (!part) throw new Error(`There is no worker of ${classes}.`);
  return part;
};
const come = (classes: string) => stack.start(workerOf(classes));

const stepOf = async (uploadId: string) =>
  (await admin.must('getUpload', { params: { uploadId } })).processing;
const mediaIdOf = async (uploadId: string) => (await stepOf(uploadId)).mediaId ?? '';
const stateOf = async (uploadId: string) => {
  const params = { mediaId: await mediaIdOf(uploadId) };
  return (await admin.must('getMedia', { params })).state;
};
const mails = async () =>
  (await admin.must('listOutbox', { query: { limit: 200 } })).items.filter(
    ({ to }) => to === guest,
  );

it('begins with mails, while what was uploaded waits', async () => {
  await come('mail');
  await eventually('the mail', async () => (await mails()).length === 1);
  const states = Object.values(uploads).map(async (id) => (await stepOf(id)).state);
  expect(await Promise.all(states)).toEqual(['queued', 'queued', 'queued']);
});

it('makes songs, and finds out what else came', async () => {
  await come('audio,import');
  const ends = Object.values(uploads).map((id) => processed(admin, id));
  expect((await Promise.all(ends)).map(({ processing }) => processing.state)).toEqual(
    ends.map(() => 'ready'),
  );
  const others = [await stateOf(uploads.photo), await stateOf(uploads.video)];
  expect(others).toEqual(['received', 'received']);
});

it('makes photos, while videos wait', async () => {
  await come('image');
  await pickable(admin, await mediaIdOf(uploads.photo));
  expect(await stateOf(uploads.video)).toBe('received');
});

it('makes videos, while slideshows wait', async () => {
  const slideshowId = await newSlideshow();
  await come('video');
  await pickable(admin, await mediaIdOf(uploads.video));
  const { state } = await admin.must('getSlideshow', { params: { slideshowId } });
  expect(state).toBe('queued');
  await come('slideshow');
  expect((await ended(admin, slideshowId)).state).toBe('ready');
});

it('goes on with the others while one is away', async () => {
  await stack.kill(workerOf('image'));
  const photo = await photograph({ width: 480, height: 640, hue: 90 });
  const mediaId = await addMedia(admin, { name: 'another.jpg', bytes: photo });
  expect((await ended(admin, await newSlideshow())).state).toBe('ready');
  expect((await admin.must('getMedia', { params: { mediaId } })).state).toBe('received');
  await come('image');
  await pickable(admin, mediaId);
});

/** Kinds of jobs that the worker said it has done. */
function doneBy(classes: string): string[] {
  const lines = workerOf(classes).program.output().split('\n');
  const ends = lines.filter((line) => line.includes('"msg":"job done"'));
  return [...new Set(ends.map((line) => JSON.parse(line).kind as string))].toSorted();
}

it.each([
  ['audio,import', ['audio.process', 'media.dispatch']],
  ['image', ['image.process']],
  ['video', ['video.process']],
  ['slideshow', ['slideshow.render']],
  ['mail', ['mail.send']],
])('has the worker of %s do its own jobs alone', async (classes, kinds) => {
  // What came of a job can be seen before the job has ended.
  await eventually(`the end of ${kinds}`, async () =>
    kinds.every((kind) => doneBy(classes).includes(kind)),
  );
  expect(doneBy(classes)).toEqual(kinds);
});

it('loses none', async () => {
  expect((await admin.must('listDeadLetters')).items).toEqual([]);
});

async function newSlideshow(): Promise<string> {
  const mediaId = await mediaIdOf(uploads.photo);
  const spec = {
    photos: [{ mediaId }, { mediaId }],
    pace: { kind: 'seconds' as const, secondsPerPhoto: 0.5 },
    resolution: '720p' as const,
  };
  return (await admin.must('createSlideshow', { body: { name: 'Waits', spec } })).id;
}
