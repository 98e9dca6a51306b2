// Runs as a process of its own (see detect.ts): reads 32-bit float samples of one channel on
// standard input and writes the beats in them to standard output as JSON.
import { findBeats } from './find-beats.ts';
import { createOnsetMeter, SAMPLE_RATE } from './onsets.ts';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

async function main(): Promise<void> {
  const meter = createOnsetMeter();
  let rest = Buffer.alloc(0);
  let samples = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const whole = bytes.length - (bytes.length % BYTES);
    // A copy, because a view has to begin at a multiple of four.
    meter.add(new Float32Array(new Uint8Array(bytes.subarray(0, whole)).buffer));
    rest = bytes.subarray(whole);
    samples += whole / BYTES;
  }
  process.stdout.write(
    JSON.stringify({ ...findBeats(meter.finish()), seconds: samples / SAMPLE_RATE }),
  );
}

await main();
