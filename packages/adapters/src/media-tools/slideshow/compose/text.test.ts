import type { TimelineText } from '@madrigal/core/slideshow';
import { expect, it } from 'vitest';
import { setText } from './text.ts';

const frame = { width: 1280, height: 720, luma: 0, blue: 0, red: 0 };
const overlay = { box: 0, cover: 64, luma: 64 + frame.width * frame.height };

/** Width of a text as it is drawn, shadow and all, in pixels. */
async function widthOf(text: string): Promise<number> {
  const memory = new WebAssembly.Memory({ initial: 32, maximum: 32, shared: true });
  const times = { slot: 0, startFrame: 0, endFrame: 50, fadeFrames: 5 };
  const caption: TimelineText = { role: 'caption', text, ...times };
  await setText(caption, frame, memory, overlay);
  return new DataView(memory.buffer).getInt32(overlay.box + 8, true);
}

it.each([
  ['Latin', 'l', 'W'],
  ['Latin with accents', 'ì', 'Ŵ'],
  ['Cyrillic', 'і', 'Щ'],
  ['Greek', 'ι', 'Ω'],
])(
  'has the letters of %s, where a font that lacks them shows boxes all alike',
  async (_, ...letters) => {
    const [narrow = 0, wide = 0] = await Promise.all(letters.map((one) => widthOf(one.repeat(12))));
    expect(narrow).toBeGreaterThan(0);
    expect(wide).toBeGreaterThan(1.8 * narrow);
  },
);

it('leaves out what has nothing to see', async () => {
  expect(await widthOf('\u200b \u00a0')).toBe(0);
});
