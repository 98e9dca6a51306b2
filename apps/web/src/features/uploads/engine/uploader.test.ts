import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../api/problem.ts';
import { fingerprintOf } from './fingerprint.ts';
import { PutError } from './put.ts';
import type { Patience } from './retry.ts';
import { allDone, createBench, createMemoryKeeper, fileOf, until } from './testing/bench.ts';
import { createFakeServer, readyOutcome } from './testing/fake-server.ts';

const partUrls = (id: string, ...parts: number[]) => parts.map((part) => `/raw/${id}?${part}`);

function fingerprint(name: string, size: number, path = name): string {
  return fingerprintOf({ name, size, lastModified: 1000, path });
}

function keptRow(name: string, size: number, more: object) {
  const base = { key: 'old', fingerprint: fingerprint(name, size), name, path: name };
  return { ...base, sizeBytes: size, uploadId: null, file: null, handle: null, ...more };
}

describe('sending', () => {
  it('sends a small file with one PUT and follows it into the library', async () => {
    const { uploader, server, songs, memory } = createBench();
    uploader.add([fileOf('a.mp3', 20)]);
    const { items } = await until(uploader, allDone);
    expect(server.puts).toEqual(['/raw/upload-1']);
    expect(items[0]).toMatchObject({ phase: 'ready', songId: 'song-1', sentBytes: 20 });
    expect(songs).toEqual(['song-1']);
    expect(memory.rows.size).toBe(0);
  });

  it('sends a large file in parts, three at a time', async () => {
    const { uploader, server } = createBench();
    uploader.add([fileOf('a.flac', 75)]);
    await until(uploader, allDone);
    expect(server.puts.toSorted()).toEqual(partUrls('upload-1', 1, 2, 3, 4, 5, 6, 7, 8));
    expect(server.mostInFlight).toBe(3);
  });

  it('has three files under way at most, and announces the others only in their turn', async () => {
    const { uploader, server } = createBench();
    const gate = Promise.withResolvers<void>();
    server.onPut = () => gate.promise;
    uploader.add(Array.from({ length: 10_000 }, (_, i) => fileOf(`${i}.mp3`, 20)));
    await until(uploader, ({ items }) => items.filter((i) => i.phase === 'sending').length === 3);
    expect(server.created).toBe(3);
    expect(uploader.snapshot().totals).toMatchObject({ all: 10_000, sending: 10_000 });
    gate.resolve();
  });

  it('refuses empty and too large files at once', async () => {
    const { uploader, server } = createBench();
    uploader.add([fileOf('empty.mp3', 0), fileOf('huge.wav', 1001)]);
    const { items } = await until(uploader, ({ items }) => items.length === 2);
    expect(items.map((item) => item.fault?.kind)).toEqual(['empty', 'too-large']);
    expect(server.created).toBe(0);
  });

  it('takes the same file only once while it is under way', async () => {
    const { uploader } = createBench();
    expect(uploader.add([fileOf('a.mp3', 20)])).toEqual({ added: 1, alreadyListed: 0 });
    expect(uploader.add([fileOf('a.mp3', 20)])).toEqual({ added: 0, alreadyListed: 1 });
    await until(uploader, allDone);
  });
});

describe('trouble', () => {
  it('waits out a lost connection for as long as it takes', async () => {
    const { uploader, server, patience } = createBench();
    let failures = 30;
    server.onPut = async () => {
      if (failures-- > 0) throw new PutError(0);
    };
    uploader.add([fileOf('a.mp3', 20)]);
    await until(uploader, allDone);
    expect(patience.waits.slice(0, 7)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    expect(server.created).toBe(1);
  });

  it('waits out a server that is restarted', async () => {
    const { uploader, server } = createBench();
    const gone = [
      ...Array.from({ length: 12 }, () => new ApiError('network', '')),
      ...Array.from({ length: 12 }, () => new ApiError('unavailable', '', undefined, 503)),
    ];
    server.onCall = async () => {
      const error = gone.pop();
      if (error) throw error;
    };
    uploader.add([fileOf('a.mp3', 20)]);
    await until(uploader, allDone);
    expect(gone).toEqual([]);
  });

  it('asks for a new URL where one was refused', async () => {
    const { uploader, server } = createBench();
    const calls: string[] = [];
    server.onCall = async (name) => void calls.push(name);
    const refused = new Set(['/raw/upload-1?2']);
    server.onPut = async (url) => {
      if (refused.delete(url)) throw new PutError(403);
    };
    uploader.add([fileOf('a.flac', 40)]);
    await until(uploader, allDone);
    expect(server.puts.toSorted()).toEqual(partUrls('upload-1', 1, 2, 3, 4));
    expect(calls.filter((name) => name === 'signParts')).toHaveLength(2);
  });

  it('gives up on a server that keeps failing, and starts over on retry', async () => {
    const { uploader, server } = createBench();
    const broken = new ApiError('internal', 'broken', undefined, 500);
    server.onCall = async (name) => {
      if (name === 'create') throw broken;
    };
    uploader.add([fileOf('a.mp3', 20)]);
    const { items } = await until(uploader, ({ totals }) => totals.attention === 1);
    expect(items[0]).toMatchObject({ phase: 'failed', fault: { kind: 'error', cause: broken } });
    server.onCall = async () => {};
    uploader.retryFailed();
    await until(uploader, allDone);
  });

  it('does not repeat what the server will not accept', async () => {
    const { uploader, server } = createBench();
    const calls = vi.fn(async () => {
      throw new ApiError('storage_full', 'full', undefined, 507);
    });
    server.onCall = calls;
    uploader.add([fileOf('a.mp3', 20)]);
    await until(uploader, ({ totals }) => totals.attention === 1);
    expect(calls).toHaveBeenCalledOnce();
  });

  it('tells a file that was changed from a lost connection', async () => {
    const { uploader, server } = createBench();
    server.onPut = async () => {
      throw new PutError(0);
    };
    const source = fileOf('a.mp3', 20);
    vi.spyOn(source.file, 'slice').mockReturnValue({
      arrayBuffer: () => Promise.reject(new DOMException('changed', 'NotReadableError')),
    } as unknown as Blob);
    uploader.add([source]);
    const { items } = await until(uploader, ({ totals }) => totals.attention === 1);
    expect(items[0]?.fault).toEqual({ kind: 'unreadable' });
  });

  it('sends parts again that the store lost', async () => {
    const { uploader, server } = createBench();
    let lost = false;
    server.onCall = async (name) => {
      if (name !== 'complete' || lost) return;
      lost = true;
      server.uploads.get('upload-1')?.parts.delete(3);
    };
    uploader.add([fileOf('a.flac', 40)]);
    await until(uploader, allDone);
    expect(server.puts.filter((url) => url === '/raw/upload-1?3')).toHaveLength(2);
    expect(server.puts).toHaveLength(5);
  });
});

describe('pause, resume, cancel', () => {
  it('resumes without sending finished parts again', async () => {
    const { uploader, server } = createBench();
    const held = Promise.withResolvers<void>();
    server.onPut = (url, signal) => {
      if (url.endsWith('?1') || url.endsWith('?2')) return Promise.resolve();
      signal.addEventListener('abort', () => held.reject(signal.reason));
      return held.promise;
    };
    uploader.add([fileOf('a.flac', 60)]);
    await until(uploader, () => server.puts.length === 2);
    uploader.pauseAll();
    await until(uploader, ({ totals }) => totals.paused === 1);
    server.onPut = async () => {};
    uploader.resumeAll();
    await until(uploader, allDone);
    expect(server.puts.toSorted()).toEqual(partUrls('upload-1', 1, 2, 3, 4, 5, 6));
    expect(server.created).toBe(1);
  });

  it('cancels on the server too and forgets the file', async () => {
    const { uploader, server, memory } = createBench();
    const started = Promise.withResolvers<void>();
    server.onPut = (_url, signal) => {
      started.resolve();
      return new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason)),
      );
    };
    uploader.add([fileOf('a.mp3', 20)]);
    await started.promise;
    uploader.cancelAll();
    await until(uploader, ({ totals }) => totals.all === 0);
    expect(server.uploads.size).toBe(0);
    expect(memory.rows.size).toBe(0);
  });
});

describe('processing', () => {
  const outcomes = [
    [{ state: 'ready', songId: 'song-1', duplicate: true }, 'duplicate', null],
    [
      { state: 'rejected', rejection: { code: 'not_audio', message: 'This is a PNG.' } },
      'rejected',
      { kind: 'rejected', code: 'not_audio', message: 'This is a PNG.' },
    ],
    [{ state: 'failed' }, 'failed', { kind: 'processing' }],
  ] as const;

  it.each(outcomes)('shows %o', async (outcome, phase, fault) => {
    const { uploader, server } = createBench();
    server.outcomes = [{ state: 'running', step: 'measuring', percent: 40 }, outcome];
    uploader.add([fileOf('a.mp3', 20)]);
    const { items } = await until(uploader, ({ items }) => items[0]?.phase === phase);
    expect(items[0]?.fault).toEqual(fault);
  });

  it.each([false, true])('tells once of a photo, a duplicate: %s', async (duplicate) => {
    const { uploader, server, media } = createBench();
    server.outcomes = [{ state: 'ready', mediaId: 'photo-1', duplicate }];
    uploader.add([fileOf('a.jpg', 20)]);
    const { items } = await until(uploader, allDone);
    expect(media).toEqual([['photo-1', items[0]?.fingerprint]]);
  });

  it('has a failed file processed again without sending it again', async () => {
    const { uploader, server } = createBench();
    server.outcomes = [{ state: 'failed' }];
    uploader.add([fileOf('a.mp3', 20)]);
    await until(uploader, ({ totals }) => totals.attention === 1);
    uploader.retryFailed();
    await until(uploader, allDone);
    expect(server.puts).toHaveLength(1);
  });

  it('goes on asking while the server is gone', async () => {
    const { uploader, server } = createBench();
    let gone = 5;
    server.onCall = async (name) => {
      if (name === 'get' && gone-- > 0) throw new ApiError('network', '');
    };
    uploader.add([fileOf('a.mp3', 20)]);
    await until(uploader, allDone);
    expect(gone).toBeLessThan(0);
  });

  it('asks when the server tells of a change, and seldom by itself from then on', async () => {
    const firstWait = Promise.withResolvers<number>();
    const patience: Patience = {
      // No round ever ends by itself: only the change can bring the file on.
      wait: (ms) => {
        firstWait.resolve(ms);
        return new Promise(() => {});
      },
      whenOnline: async () => {},
      random: () => 0,
    };
    const { uploader, server } = createBench({ patience });
    server.outcomes = [{ state: 'queued' }, { state: 'queued' }, readyOutcome];
    await uploader.notice(null);
    uploader.add([fileOf('a.mp3', 20)]);
    expect(await firstWait.promise).toBe(10_000);
    void uploader.notice('upload-1');
    await until(uploader, allDone);
  });

  it('asks once about many changes in a row', async () => {
    const { uploader, server } = createBench();
    server.outcomes = [{ state: 'running' }];
    uploader.add([fileOf('a.mp3', 20)]);
    await until(uploader, ({ items }) => items[0]?.phase === 'processing');
    const answered = Promise.withResolvers<void>();
    let asked = 0;
    server.onCall = async (name) => {
      if (name !== 'get') return;
      asked++;
      await answered.promise;
    };
    const changes = Array.from({ length: 50 }, () => uploader.notice('upload-1'));
    uploader.cancelAll();
    answered.resolve();
    await Promise.all(changes);
    // Once for the changes, and once because the file was being watched anyway.
    expect(asked).toBeLessThanOrEqual(2);
  });

  it('follows more files than it asks for one by one', async () => {
    const { uploader, server, songs } = createBench();
    server.outcomes = [{ state: 'queued' }, { state: 'queued' }, readyOutcome];
    uploader.add(Array.from({ length: 20 }, (_, i) => fileOf(`${i}.mp3`, 20)));
    await until(uploader, allDone);
    expect(songs).toHaveLength(20);
  });
});

describe('after a reload', () => {
  it('goes on by itself with files that were kept, without the parts that had arrived', async () => {
    const fake = createFakeServer();
    const { file } = fileOf('a.flac', 40);
    const facts = { fileName: 'a.flac', sizeBytes: 40, fingerprint: fingerprint('a.flac', 40) };
    const begun = await fake.api.create(facts, new AbortController().signal);
    fake.server.uploads.get(begun.id)?.parts.set(1, 10).set(2, 10);
    const { keeper } = createMemoryKeeper([keptRow('a.flac', 40, { uploadId: begun.id, file })]);
    const { uploader } = createBench({ keeper }, fake);
    await uploader.restore();
    await until(uploader, allDone);
    expect(fake.server.puts.toSorted()).toEqual(partUrls(begun.id, 3, 4));
  });

  it('asks for a file that could not be kept and recognises it, wherever it is chosen', async () => {
    const fake = createFakeServer();
    const path = 'Album/a.flac';
    const facts = { fileName: 'a.flac', sizeBytes: 40 };
    const print = fingerprint('a.flac', 40, path);
    await fake.api.create({ ...facts, fingerprint: print }, new AbortController().signal);
    const { uploader } = createBench({}, fake);
    await uploader.restore();
    await until(uploader, ({ items }) => items[0]?.phase === 'needs-file');
    uploader.add([fileOf('a.flac', 40)]);
    const { items } = await until(uploader, allDone);
    expect(items).toHaveLength(1);
    expect(fake.server.created).toBe(1);
  });

  it('continues with a handle once the person allows it', async () => {
    let permission = 'prompt';
    const handle = {
      queryPermission: async () => permission,
      requestPermission: async () => {
        permission = 'granted';
        return permission;
      },
      getFile: async () => fileOf('a.mp3', 20).file,
    } as unknown as FileSystemFileHandle;
    const { keeper } = createMemoryKeeper([keptRow('a.mp3', 20, { handle })]);
    const { uploader } = createBench({ keeper });
    await uploader.restore();
    await until(uploader, ({ items }) => items[0]?.phase === 'needs-permission');
    await uploader.allow('old');
    await until(uploader, allDone);
  });

  it('follows what the server is working on and leaves other pages their uploads', async () => {
    const fake = createFakeServer();
    const signal = new AbortController().signal;
    const announce = (fileName: string) =>
      fake.api.create({ fileName, sizeBytes: 20, fingerprint: fileName }, signal);
    const sent = await announce('sent.mp3');
    const elsewhere = await announce('elsewhere.mp3');
    await fake.put(`/raw/${sent.id}`, new Blob([new Uint8Array(20)]), signal, () => {});
    await fake.api.complete(sent.id, signal);
    const { keeper } = createMemoryKeeper([], [elsewhere.id]);
    const { uploader } = createBench({ keeper }, fake);
    await uploader.restore();
    const { items } = await until(uploader, allDone);
    expect(items.map((item) => item.name)).toEqual(['sent.mp3']);
  });

  it('announces a file anew whose upload has expired', async () => {
    const { file } = fileOf('a.mp3', 20);
    const { keeper } = createMemoryKeeper([keptRow('a.mp3', 20, { uploadId: 'gone', file })]);
    const { uploader, server } = createBench({ keeper });
    await uploader.restore();
    await until(uploader, allDone);
    expect(server.created).toBe(1);
  });
});

it('warns only of files that a reload would stop', async () => {
  const { keeper } = createMemoryKeeper();
  const { uploader, server } = createBench({ keeper: { ...keeper, has: () => false } });
  const gate = Promise.withResolvers<void>();
  server.onPut = () => gate.promise;
  uploader.add([fileOf('a.mp3', 20)]);
  expect(uploader.wouldLose()).toBe(true);
  gate.resolve();
  await until(uploader, allDone);
  expect(uploader.wouldLose()).toBe(false);
});
