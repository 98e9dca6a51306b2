import { expect, it } from 'vitest';
import { readTags, readVideoLog } from './read-log.ts';

const log = (streams: string, decoded: string) => `Input #0, mov,mp4, from 'file:a':
  Metadata:
    title           : x
                    :   Stream #0:0: Video: hoax, yuv420p, 9x9, 9 fps
  Duration: 01:02:03.50, start: 0.000000, bitrate: 2584 kb/s
${streams}
Stream mapping:
  Stream #0:1 -> #0:0 (h264 (native) -> wrapped_avframe (native))
Output #0, null, to 'pipe:':
${decoded}
frame=    1 fps=0.0 q=-0.0 Lsize=N/A time=00:00:00.03 bitrate=N/A speed=1.99x
`;

it('reads streams as FFmpeg prints them', () => {
  const found = readVideoLog(
    log(
      `  Stream #0:0[0x3]: Video: mjpeg (Baseline), yuvj420p(pc, bt470bg/unknown/unknown), 200x200 [SAR 1:1 DAR 1:1], 90k tbr (attached pic)
  Stream #0:1[0x1](und): Video: hevc (Main 10) (hvc1 / 0x31637668), yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67), 1920x1080, 12345 kb/s, 29.98 fps, 29.97 tbr, 600 tbn (default)
  Stream #0:2[0x2](und): Audio: none (apac / 0x63617061), 48000 Hz, 4 channels, 300 kb/s
  Stream #0:3[0x4](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, fltp, 69 kb/s`,
      '  Stream #0:0: Video: wrapped_avframe, yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67, top coded first (swapped)), 1080x1920 [SAR 64:45 DAR 4:3], q=2-31, 200 kb/s, 29.97 fps',
    ),
  );
  expect(found).toMatchObject({
    durationMs: 3_723_500,
    bitrateKbps: 2584,
    stream: { codec: 'hevc', pixelFormat: 'yuv420p10le', framesPerSecond: 29.98 },
    frame: { width: 1080, height: 1920, pixelAspect: 64 / 45, interlaced: true },
    audio: [
      { codec: 'none', streamIndex: 2, sounds: true },
      { codec: 'aac', streamIndex: 3, sounds: true },
    ],
  });
  expect(found.stream?.colour).toEqual({
    range: 'limited',
    matrix: 'bt2020nc',
    primaries: 'bt2020',
    transfer: 'arib-std-b67',
  });
});

it('takes one name for three, and nothing for what is unknown', () => {
  const found = readVideoLog(
    log(
      '  Stream #0:0: Video: vp8, yuv420p(progressive), 64x64, SAR 1:1 DAR 1:1, 1k fps, 1k tbr',
      '  Stream #0:0: Video: wrapped_avframe, yuv420p(tv, bt709, progressive), 64x64',
    ),
  );
  expect(found.stream).toMatchObject({ framesPerSecond: 1000, colour: { matrix: null } });
  expect(found.frame?.colour).toMatchObject({ matrix: 'bt709', transfer: 'bt709' });
});

it('has no frame where none was decoded', () => {
  const text = log('  Stream #0:0: Video: h264, none, 64x64', '');
  expect(readVideoLog(text.replace(/^frame=.*$/m, '')).frame).toBeNull();
  expect(readVideoLog('nothing of the kind')).toMatchObject({ stream: null, frame: null });
});

it('believes only sound tags', () => {
  const tags = readTags(
    ';FFMETADATA1\nmake=Fair\\;phone\\\n inc.\ncom.apple.quicktime.creationdate=2023-07-01T12:00:00+0200\ncreation_time=1904-01-01T00:00:00Z\nlocation=+91.0+200.0/\n[CHAPTER]\ntitle=x\n',
  );
  expect(tags).toEqual({
    captured: { at: new Date('2023-07-01T10:00:00Z'), offsetMinutes: 120 },
    location: null,
    cameraMake: 'Fair;phone inc.',
    cameraModel: null,
  });
  expect(readTags(';FFMETADATA1\ncreation_time=1904-01-01T00:00:00Z\n').captured).toBeNull();
});
