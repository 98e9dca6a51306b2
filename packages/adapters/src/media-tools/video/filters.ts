import type { VideoColour, VideoPlan, VideoProperties } from '@madrigal/core/media/video';

/** Transfer functions of HDR: PQ (SMPTE ST 2084) and HLG (ARIB STD-B67). */
const HDR_TRANSFERS = ['smpte2084', 'arib-std-b67'];

/** What the `scale` filter calls the matrices that FFmpeg prints. */
const matrices: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  bt470bg: 'bt601',
  smpte170m: 'bt601',
  smpte240m: 'smpte240m',
  fcc: 'fcc',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};

/** From this height on a video that does not say so is taken for BT.709, as players do. */
const HD_HEIGHT = 720;

/** The label of a rung in the graph. */
export function labelOf(index: number): string {
  return `rung${index}`;
}

/**
 * One decode for all rungs: what is common is done once, in the size of the largest, and the others
 * are scaled from that. Frames come in upright, since FFmpeg turns them.
 */
export function filterGraph(video: VideoProperties, plan: VideoPlan): string {
  const top = plan.rungs.at(-1) ?? plan.rungs[0];
  const common = [
    ...(video.interlaced ? ['bwdif=mode=send_frame:deint=all'] : []),
    ...(plan.limitedToFps ? [`fps=${plan.limitedToFps}`] : []),
    ...(isHdr(video.colour) ? toneMapped(video.colour, top) : [scaled(video, top)]),
    'format=yuv420p',
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
    'setsar=1',
  ];
  const copies = plan.rungs.map((_, index) => `[copy${index}]`).join('');
  const rungs = plan.rungs.map((rung, index) => {
    const scale = rung === top ? 'null' : `scale=${rung.width}:${rung.height}:flags=bicubic`;
    return `[copy${index}]${scale},setsar=1[${labelOf(index)}]`;
  });
  return [`[0:V:0]${common.join(',')},split=${plan.rungs.length}${copies}`, ...rungs].join(';');
}

function isHdr(colour: VideoColour): boolean {
  return HDR_TRANSFERS.includes(colour.transfer ?? '');
}

interface Size {
  width: number;
  height: number;
}

function scaled(video: VideoProperties, size: Size): string {
  const { colour, pixelFormat, height } = video;
  const unknown = height >= HD_HEIGHT ? 'bt709' : 'bt601';
  const rgb = /^(rgb|bgr|gbr|argb|abgr|pal8)/.test(pixelFormat);
  const matrix = rgb ? 'auto' : (matrices[colour.matrix ?? ''] ?? unknown);
  const range = rgb || colour.range === null ? 'auto' : colour.range;
  return [
    `scale=${size.width}:${size.height}:flags=bicubic`,
    `in_color_matrix=${matrix}:in_range=${range}`,
    'out_color_matrix=bt709:out_range=limited',
  ].join(':');
}

/** Scaled first, because tone mapping works on floating-point pixels and is slow. */
function toneMapped(colour: VideoColour, size: Size): string[] {
  const range = colour.range ?? 'limited';
  return [
    `scale=${size.width}:${size.height}:flags=bicubic`,
    'format=yuv420p10le',
    `zscale=tin=${colour.transfer}:min=2020_ncl:pin=2020:rin=${range}:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=709:m=709:p=709:r=limited',
  ];
}
