import type { Rung, VideoPlan, VideoProperties } from './model.ts';

/** Shorter sides of the ladder. */
const LADDER = [360, 720, 1080] as const;
/** A source this much larger than the highest rung below it gets a rung of its own size. */
const WORTH_A_RUNG = 1.2;
const LONGEST_SIDE = 3840;
const FULL_HD = 1920 * 1080;
const FULL_HD_KBPS = 8_000;
const MAX_FPS = 60;
/** Above this a source does not count as one of 60 frames per second that is a little off. */
const TOO_FAST_FPS = 61;
const COPIED_UP_TO_KBPS = 20_000;

/** Decides what is made of a video: pure, so that it can be tested without one. */
export function planVideo(video: VideoProperties): VideoPlan {
  const sides = sidesFor(Math.min(video.width, video.height));
  const rungs = sides.map((side) => rungOf(video, side));
  // Very wide pictures are bounded by their width, which can make two rungs the same.
  const [lowest, ...others] = rungs.filter((rung, at) => rung.width !== rungs[at - 1]?.width);
  if (!lowest) throw new RangeError('A ladder has at least one rung.');
  const tooFast = (video.framesPerSecond ?? 0) > TOO_FAST_FPS;
  return {
    rungs: [lowest, ...others],
    limitedToFps: tooFast ? MAX_FPS : null,
    copySource: plays(video) && !tooFast,
  };
}

function sidesFor(shortSide: number): number[] {
  const top = Math.min(shortSide, LADDER[LADDER.length - 1] ?? shortSide);
  const standard = LADDER.filter((side) => side <= top);
  const highest = standard.at(-1);
  return highest === undefined || top >= highest * WORTH_A_RUNG ? [...standard, top] : standard;
}

function rungOf(video: VideoProperties, side: number): Rung {
  const short = Math.min(video.width, video.height);
  const long = Math.max(video.width, video.height);
  const scale = Math.min(side / short, LONGEST_SIDE / long, 1);
  const width = even(video.width * scale);
  const height = even(video.height * scale);
  // Twice the pixels need less than twice the bits: detail grows more slowly than area.
  const detail = ((width * height) / FULL_HD) ** 0.75;
  const haste = (video.framesPerSecond ?? 0) > 40 ? 1.5 : 1;
  return {
    name: `${side}p`,
    width,
    height,
    maxVideoKbps: Math.max(100, Math.round(FULL_HD_KBPS * detail * haste)),
    audioKbps: side <= 360 ? 96 : 160,
  };
}

/** H.264 in 4:2:0 has even sides. Never rounds up, which would be larger than the source. */
function even(pixels: number): number {
  return Math.max(2, 2 * Math.floor((pixels + 0.01) / 2));
}

/** True for streams that every browser plays as they are. */
function plays(video: VideoProperties): boolean {
  const { codec, pixelFormat, audio, interlaced } = video;
  return (
    codec === 'h264' &&
    ['yuv420p', 'yuvj420p'].includes(pixelFormat) &&
    !interlaced &&
    (audio === null || audio.codec === 'aac') &&
    Math.min(video.width, video.height) <= (LADDER.at(-1) ?? 0) &&
    (video.bitrateKbps ?? Number.POSITIVE_INFINITY) <= COPIED_UP_TO_KBPS
  );
}
