import type { Buffer } from 'node:buffer';

export interface Pixels {
  /** Red, green, blue, opacity, 8 bits each. */
  rgba: Uint8ClampedArray;
  width: number;
  height: number;
}

/**
 * Decodes the primary picture of a HEIC file, upright, by libheif and libde265 as WebAssembly: the
 * libvips that sharp brings knows the container but, for its patents, no HEVC. Null when it cannot.
 */
export async function decodeHeif(file: Buffer): Promise<Pixels | null> {
  // Only now: every other picture would wait for it.
  const { default: libheif } = await import('libheif-js/wasm-bundle.js');
  const images = new libheif.HeifDecoder().decode(file);
  const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
  if (!image) return null;
  const [width, height] = [image.get_width(), image.get_height()];
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height };
  const shown = await new Promise<typeof target | null>((resolve) =>
    image.display(target, resolve),
  );
  return shown && { rgba: shown.data, width, height };
}
