const QUIET = ['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'warning'];

/** JPEGs have the colours of BT.601 in full range; FFmpeg changes matrices by way of RGB only. */
const JPEG_COLOUR = [
  'scale=in_color_matrix=bt709:in_range=tv,format=gbrp',
  'scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p',
].join(',');

/** One frame of our own video as a JPEG. */
export function posterArguments(video: string, seconds: number, path: string): string[] {
  return [
    ...[...QUIET, '-ss', seconds.toFixed(3), '-f', 'mov', '-i', `file:${video}`],
    ...['-vf', JPEG_COLOUR, '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3', '-map_metadata', '-1'],
    ...['-f', 'image2', '-update', '1', '-y', `file:${path}`],
  ];
}
