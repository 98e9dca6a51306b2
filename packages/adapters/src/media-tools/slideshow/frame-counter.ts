/**
 * Reads FFmpeg's `-progress` report and passes on how many frames are encoded, ascending; the last
 * one is left to the caller, who knows when the file is complete.
 */
export function createFrameCounter(
  frameCount: number,
  onProgress: (framesDone: number) => void,
): (chunk: Buffer) => void {
  let rest = '';
  let last = 0;
  return (chunk) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const frames = Math.min(frameCount - 1, Number(/^frame=(\d+)$/.exec(line)?.[1]));
      if (frames > last) {
        last = frames;
        onProgress(frames);
      }
    }
  };
}
