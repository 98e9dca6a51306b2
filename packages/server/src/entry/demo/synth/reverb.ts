import { at, SAMPLE_RATE, type Stereo } from './stereo.ts';

/** Lengths in samples without common divisors, so that echoes never fall together. */
const LINES = [1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797] as const;
const PREDELAY_SECONDS = 0.018;

/**
 * A hall: eight delay lines that feed each other through a Householder matrix (J.-M. Jot, "Digital
 * delay networks for designing artificial reverberators", AES 1991), the highs dying first.
 */
export function reverb(input: Stereo, decaySeconds: number, damping: number): Stereo {
  const length = input.left.length;
  const output: Stereo = { left: new Float32Array(length), right: new Float32Array(length) };
  const lines = LINES.map((size, index) => createLine(size, index, decaySeconds));
  const predelay = Math.round(PREDELAY_SECONDS * SAMPLE_RATE);
  for (let n = 0; n < length; n++) {
    const source = n - predelay;
    const left = source < 0 ? 0 : at(input.left, source);
    const right = source < 0 ? 0 : at(input.right, source);
    let sum = 0;
    for (const line of lines) {
      line.damped += (at(line.buffer, line.place) - line.damped) * (1 - damping);
      sum += line.damped;
    }
    let [onLeft, onRight] = [0, 0];
    for (const line of lines) {
      if (line.isRight) onRight += line.damped;
      else onLeft += line.damped;
      line.buffer[line.place] = (line.damped - sum / 4) * line.gain + (line.isRight ? right : left);
      line.place = line.place + 1 === line.buffer.length ? 0 : line.place + 1;
    }
    output.left[n] = onLeft / 4;
    output.right[n] = onRight / 4;
  }
  return output;
}

function createLine(size: number, index: number, decaySeconds: number) {
  return {
    buffer: new Float32Array(size),
    place: 0,
    // 60 dB less after `decaySeconds`.
    gain: 10 ** ((-3 * size) / SAMPLE_RATE / decaySeconds),
    damped: 0,
    isRight: index % 2 === 1,
  };
}
