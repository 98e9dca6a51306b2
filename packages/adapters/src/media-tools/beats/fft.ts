export interface Fft {
  /** Transforms `real` and `imaginary` in place. */
  transform(real: Float64Array, imaginary: Float64Array): void;
}

/** Fast Fourier transform of `size` points, a power of two (Cooley and Tukey 1965). */
export function createFft(size: number): Fft {
  const reversed = reverseBits(size);
  const cosines = Float64Array.from({ length: size / 2 }, (_, at) =>
    Math.cos((2 * Math.PI * at) / size),
  );
  const sines = Float64Array.from({ length: size / 2 }, (_, at) =>
    Math.sin((2 * Math.PI * at) / size),
  );

  function butterflies(real: Float64Array, imaginary: Float64Array, span: number): void {
    const half = span / 2;
    const stride = size / span;
    for (let start = 0; start < size; start += span) {
      for (let at = start, turn = 0; at < start + half; at += 1, turn += stride) {
        const cosine = cosines[turn] as number;
        const sine = sines[turn] as number;
        const re = real[at + half] as number;
        const im = imaginary[at + half] as number;
        const turnedRe = re * cosine + im * sine;
        const turnedIm = im * cosine - re * sine;
        real[at + half] = (real[at] as number) - turnedRe;
        imaginary[at + half] = (imaginary[at] as number) - turnedIm;
        real[at] = (real[at] as number) + turnedRe;
        imaginary[at] = (imaginary[at] as number) + turnedIm;
      }
    }
  }

  return {
    transform(real, imaginary) {
      for (let at = 0; at < size; at += 1) {
        const other = reversed[at] as number;
        if (other > at) {
          swap(real, at, other);
          swap(imaginary, at, other);
        }
      }
      for (let span = 2; span <= size; span *= 2) butterflies(real, imaginary, span);
    },
  };
}

function reverseBits(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let at = 1; at < size; at += 1) {
    reversed[at] = ((reversed[at >> 1] as number) >> 1) + (at & 1 ? size / 2 : 0);
  }
  return reversed;
}

function swap(values: Float64Array, one: number, other: number): void {
  const kept = values[one] as number;
  values[one] = values[other] as number;
  values[other] = kept;
}
