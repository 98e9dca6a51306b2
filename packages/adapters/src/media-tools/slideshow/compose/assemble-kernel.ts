import { readFile } from 'node:fs/promises';
import wabt from 'wabt';

const SOURCE = new URL('./kernel.wat', import.meta.url);
const FEATURES = { simd: true, threads: true };

/** Assembles the kernel, which takes some 30 ms. */
export async function assembleKernel(): Promise<WebAssembly.Module> {
  const { parseWat } = await wabt();
  const parsed = parseWat('kernel.wat', await readFile(SOURCE, 'utf8'), FEATURES);
  try {
    return new WebAssembly.Module(new Uint8Array(parsed.toBinary({}).buffer));
  } finally {
    parsed.destroy();
  }
}
