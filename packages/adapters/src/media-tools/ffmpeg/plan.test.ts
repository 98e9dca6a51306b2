import { describe, expect, it } from 'vitest';
import { encodeArguments, measureArguments, probeArguments } from './plan.ts';

const source = { path: '/data/-i http:song.mp3', container: 'mp4' } as const;
const target = { path: '/data/out.m4a' };
const plans = {
  probe: probeArguments(source),
  measure: measureArguments(source),
  aac: encodeArguments(source, { ...target, format: 'aac' }),
  opus: encodeArguments(source, { ...target, format: 'opus' }),
};

/** The value behind an option, and where the option stands. */
function option(args: readonly string[], name: string): { value: string | undefined; at: number } {
  const at = args.indexOf(name);
  return { value: at < 0 ? undefined : args[at + 1], at };
}

describe.each(Object.entries(plans))('%s', (_name, args) => {
  it('opens one local file with the demuxer of its container and nothing else', () => {
    const input = option(args, '-i');
    expect(input.value).toBe('file:/data/-i http:song.mp3');
    expect(args.filter((arg) => arg === '-i')).toHaveLength(1);
    expect(option(args, '-f')).toMatchObject({ value: 'mov' });
    expect(option(args, '-f').at).toBeLessThan(input.at);
    expect(option(args, '-protocol_whitelist').value).toBe('file,pipe,fd');
    expect(option(args, '-protocol_whitelist').at).toBeLessThan(input.at);
  });

  it('takes the first audio stream alone, on one thread, without reading the terminal', () => {
    expect(option(args, '-map').value).toBe('0:a:0');
    expect(args).toEqual(expect.arrayContaining(['-vn', '-sn', '-dn', '-nostdin']));
    expect(option(args, '-threads').value).toBe('1');
    expect(option(args, '-map_metadata').value).toBe('-1');
  });

  it('opens no image decoder', () => {
    const decoders = option(args, '-codec_whitelist').value?.split(',') ?? [];
    expect(decoders).toEqual(expect.arrayContaining(['aac', 'alac', 'flac', 'opus', 'vorbis']));
    expect(decoders.filter((name) => /png|jpeg|gif|webp|h264/.test(name))).toEqual([]);
  });
});

it('makes fast-start M4A at 256 kb/s', () => {
  expect(option(plans.aac, '-b:a').value).toBe('256k');
  expect(option(plans.aac, '-movflags').value).toBe('+faststart');
  expect(plans.aac.at(-1)).toBe('file:/data/out.m4a');
});

it('makes Opus in Ogg at 160 kb/s', () => {
  expect(option(plans.opus, '-b:a').value).toBe('160k');
  expect(option(plans.opus, '-c:a').value).toBe('libopus');
});
