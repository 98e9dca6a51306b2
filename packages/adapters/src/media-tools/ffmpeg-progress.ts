/**
 * Reads FFmpeg's `-progress` report, lines of `key=value`, and passes on whole percents of
 * `durationMs`, ascending; 100 is left to the caller, who knows when the file is complete.
 */
export function createProgress(options: {
  durationMs: number;
  onProgress: (percent: number) => void;
}): (chunk: Buffer) => void {
  let rest = '';
  let last = 0;
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const encodedUs = Number(/^out_time_us=(\d+)$/.exec(line)?.[1]);
      const percent = Math.min(99, Math.floor(encodedUs / 10 / Math.max(1, options.durationMs)));
      if (percent > last) {
        last = percent;
        options.onProgress(percent);
      }
    }
  };
}
