import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Song } from '@madrigal/contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioFixtureFormats } from '../fixtures/audio.ts';
import { type Id3Frame, id3Tag, lyricsFrame, pictureFrame, textFrame } from '../fixtures/id3.ts';
import {
  addSong,
  audioFile,
  type Client,
  createUpload,
  eventually,
  isExternalInstance,
  type LocalFile,
  processed,
  sendFile,
  setUpAdmin,
  sharedInstance,
  startInstance,
} from './harness/index.ts';
import { addMedia } from './harness/video-file.ts';

const { baseUrl, admin, listener } = sharedInstance();

const script = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
const songOf = (client: Client, songId: string): Promise<Song> =>
  client.must('getSong', { params: { songId } });

/** A PNG of few bytes that unfolds to very many. */
async function bomb(side: number): Promise<Buffer> {
  const create = { width: side, height: side, channels: 3, background: 'teal' } as const;
  return sharp({ create, limitInputPixels: false }).png({ compressionLevel: 9 }).toBuffer();
}

/** Sound under tags that FFmpeg would not write. */
async function taggedWith(...frames: Id3Frame[]): Promise<LocalFile> {
  const { name, bytes } = await audioFile({ format: 'mp3', seconds: 1 });
  return { name, bytes: Buffer.concat([id3Tag(frames), bytes]) };
}

async function stillServes(): Promise<void> {
  expect((await fetch(new URL('/health/ready', baseUrl))).status).toBe(200);
}

describe('hostile tags', () => {
  it('of a script are text and nothing else', async () => {
    const tags = { title: script, artist: script, album: script, genre: script };
    const song = await songOf(
      listener,
      await addSong(admin, await audioFile({ format: 'mp3', seconds: 1, tags })),
    );
    expect(song).toMatchObject({ title: script, album: { title: script } });
    const answer = await fetch(new URL('/api/v1/instance', baseUrl));
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('that are huge are cut, and lists stay readable', async () => {
    const long = 'ä'.repeat(1_000_000);
    const frames = ['TIT2', 'TPE1', 'TALB', 'TCON'].map((id) => textFrame(id, long));
    const song = await songOf(
      listener,
      await addSong(admin, await taggedWith(...frames, lyricsFrame(long))),
    );
    expect(song.title.length).toBeLessThanOrEqual(1000);
    expect(JSON.stringify(song).length).toBeLessThan(200_000);
    const { items } = await listener.must('listSongs', { query: { order: 'added', limit: 200 } });
    expect(items.map(({ id }) => id)).toContain(song.id);
  });

  it('of control characters are printable afterwards', async () => {
    const nasty = 'a\u0001\u0007\u001b[31mb\u202ec\ufeffd';
    const tags = { title: nasty, artist: nasty, album: nasty };
    const file = await audioFile({ format: 'flac', seconds: 1, tags });
    const song = await songOf(listener, await addSong(admin, file));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be gone
    expect(song.title).not.toMatch(/[\u0000-\u001f\u007f]/);
  });

  it('of raw bytes end in a song or a reason', async () => {
    const raw = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 37 + 128) % 256));
    for (const encoding of [0, 1, 2, 3, 255]) {
      const body = Buffer.concat([Buffer.of(encoding), raw]);
      const frames: Id3Frame[] = [
        ['TIT2', body],
        ['TPE1', body],
        ['USLT', body],
        ['APIC', body],
      ];
      const { id } = await sendFile(admin, await taggedWith(...frames));
      expect((await processed(admin, id)).processing.state).toMatch(/^(ready|rejected)$/);
    }
    await stillServes();
  });
});

describe('a cut file', () => {
  it.each(audioFixtureFormats)(
    'of %s becomes a song or is rejected with a reason',
    async (format) => {
      const { name, bytes } = await audioFile({ format, seconds: 1 });
      const cuts: LocalFile[] = [16, Math.floor(bytes.length / 2), bytes.length - 7].map((end) => ({
        name,
        bytes: bytes.subarray(0, end),
      }));
      const noise = Buffer.from(bytes);
      for (let at = 64; at < noise.length; at += 11) noise[at] = (at * 7) % 256;
      const sent = await Promise.all(
        [...cuts, { name, bytes: noise }].map((file) => sendFile(admin, file)),
      );
      for (const { id } of sent) {
        const { processing } = await processed(admin, id, 60_000);
        expect(processing.state).toMatch(/^(ready|rejected)$/);
        if (processing.state === 'rejected') expect(processing.rejection?.code).toBeTruthy();
      }
    },
  );
});

describe('a picture that unfolds to 900 megapixels', () => {
  let picture: Buffer;
  beforeAll(async () => {
    picture = await bomb(30_000);
  });

  it('is no cover of an album, and a song that carries it has none', async () => {
    const file = await taggedWith(
      textFrame('TALB', `Bomb ${crypto.randomUUID()}`),
      textFrame('TPE1', 'Bomber'),
      pictureFrame('image/png', picture),
    );
    const song = await songOf(listener, await addSong(admin, file));
    expect(song.coverUrl).toBeNull();
    const answer = await admin.call('setAlbumCover', {
      params: { albumId: song.album.id },
      body: { picture: picture.toString('base64') },
    });
    expect(answer.ok).toBe(false);
    expect(!answer.ok && answer.problem.status).toBeLessThan(500);
    await stillServes();
  });

  it('is no photo', async () => {
    const mediaId = await addMedia(listener, { name: 'bomb.png', bytes: picture });
    const item = await eventually('the end of the photo', async () => {
      const { state, rejection } = await listener.must('getMedia', { params: { mediaId } });
      return (
        (state === 'ready' || state === 'rejected' || state === 'failed') && { state, rejection }
      );
    });
    expect(item.state).toBe('rejected');
  });
});

describe('names that are paths', () => {
  const names = [
    '../../../../etc/passwd.mp3',
    '..\\..\\windows\\system32.mp3',
    '/etc/shadow.mp3',
    'a\u0000b.mp3',
    `${'x'.repeat(1000)}.mp3`,
    '%2e%2e%2fup.mp3',
    'con.mp3',
    '-rf.mp3',
    `${script}.mp3`,
    "'; DROP TABLE songs; --.mp3",
  ];

  it.each(names)('are names: %j', async (name) => {
    const { bytes } = await audioFile({ format: 'mp3', seconds: 1 });
    const answer = await admin.call('createUpload', {
      body: { fileName: name, sizeBytes: bytes.byteLength },
    });
    if (!answer.ok) {
      expect(answer.problem.code).toBe('invalid_request');
      return;
    }
    const id = await addSong(admin, { name, bytes });
    expect((await songOf(listener, id)).title).not.toContain('/');
  });

  it('lead to no upload that is somewhere else', async () => {
    const upload = await createUpload(admin, { name: '../../up.mp3', bytes: Buffer.alloc(64) });
    if (upload.transfer.kind !== 'single') throw new Error('not in one piece');
    expect(decodeURIComponent(new URL(upload.transfer.url, baseUrl).pathname)).not.toContain('..');
  });
});

describe.skipIf(isExternalInstance)('folders with tricks', () => {
  let root: string;
  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-tricks-')));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('are imported without what they point at', async () => {
    const music = join(root, 'music');
    const outside = join(root, 'outside');
    await Promise.all([mkdir(join(music, 'sub'), { recursive: true }), mkdir(outside)]);
    await using stack = new AsyncDisposableStack();
    const instance = await startInstance({ IMPORT_ROOTS: music });
    stack.defer(() => instance.dispose());
    const { client: owner } = await setUpAdmin(instance.baseUrl);
    const song = async (path: string, title: string) => {
      const { bytes } = await audioFile({ format: 'mp3', seconds: 1, tags: { title } });
      await writeFile(path, bytes);
    };
    await song(join(music, '$(touch pwned); `id` \'"\n.mp3'), 'Odd name');
    await song(join(music, '-i --help.mp3'), 'Looks like a flag');
    await song(join(outside, 'secret.mp3'), 'Secret');
    await symlink(outside, join(music, 'sub', 'way-out'));
    await symlink('/etc/passwd', join(music, 'passwd.mp3'));
    await symlink(join(music, 'sub'), join(music, 'sub', 'self'));
    await symlink('/dev/zero', join(music, 'endless.mp3'));
    const { id } = await owner.must('startImport', { body: { path: music } });
    const end = await eventually('the end of the import', async () => {
      const found = await owner.must('getImport', { params: { importId: id } });
      return !['queued', 'running'].includes(found.state) && found;
    });
    expect(end.state).toBe('finished');
    const { items } = await owner.must('listSongs', { query: { limit: 200 } });
    expect(items.map(({ title }) => title).sort()).toEqual(['Looks like a flag', 'Odd name']);
  });
});
