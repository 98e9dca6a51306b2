import { expect, it } from 'vitest';
import { createWavReader } from './wav-stream.ts';

function wav(extraChunk: Buffer, samples: Int16Array): Buffer {
  const header = Buffer.alloc(36);
  header.write('RIFF____WAVEfmt ', 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(48_000, 24);
  const data = Buffer.from('data\xff\xff\xff\xff', 'latin1');
  return Buffer.concat([header, extraChunk, data, Buffer.from(samples.buffer)]);
}

it.each([1, 2, 3, 5, 7, 1000])('gives whole frames from chunks of %i bytes', (size) => {
  const samples = Int16Array.from({ length: 200 }, (_, at) => at * 100 - 10_000);
  const bytes = wav(Buffer.from('LIST\x02\0\0\0ab', 'latin1'), samples);
  const seen: number[] = [];
  const read = createWavReader((part, format) => {
    expect(format).toEqual({ channels: 2, sampleRateHz: 48_000 });
    expect(part.length % 2).toBe(0);
    seen.push(...part);
  });
  for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size));
  expect(seen).toEqual([...samples]);
});

it('refuses what is not WAV', () => {
  const read = createWavReader(() => {});
  expect(() => read(new Uint8Array(5000))).toThrow('WAV');
});
