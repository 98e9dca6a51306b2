import type { SlideshowSpec, Slot, TimelineText, TransitionWindow } from './model.ts';

const TITLE_SECONDS = 4;
const FADE_SECONDS = 0.4;

/** Title over the beginning, captions while their photo is alone on screen. */
export function planTexts(
  spec: SlideshowSpec,
  slots: readonly Slot[],
  transitions: readonly TransitionWindow[],
): TimelineText[] {
  const end = slots.at(-1)?.endFrame ?? 0;
  const title = spec.title?.trim();
  const texts: TimelineText[] = title
    ? [fading(spec, { role: 'title', text: title, slot: 0 }, 0, titleEnd(spec, end))]
    : [];
  for (const [index, slot] of slots.entries()) {
    const text = spec.photos[index]?.caption?.trim();
    if (!text) continue;
    const from = windowAt(transitions, slot.startFrame)?.endFrame ?? slot.startFrame;
    const to = windowAt(transitions, slot.endFrame)?.startFrame ?? slot.endFrame;
    if (from < to) texts.push(fading(spec, { role: 'caption', text, slot: index }, from, to));
  }
  return texts;
}

function titleEnd(spec: SlideshowSpec, end: number): number {
  return Math.min(end, TITLE_SECONDS * spec.fps);
}

function windowAt(
  transitions: readonly TransitionWindow[],
  cut: number,
): TransitionWindow | undefined {
  return transitions.find(({ startFrame, endFrame }) => startFrame < cut && cut < endFrame);
}

function fading(
  spec: SlideshowSpec,
  what: Pick<TimelineText, 'role' | 'text' | 'slot'>,
  startFrame: number,
  endFrame: number,
): TimelineText {
  const third = Math.floor((endFrame - startFrame) / 3);
  const fadeFrames = Math.min(third, Math.round(FADE_SECONDS * spec.fps));
  return { ...what, startFrame, endFrame, fadeFrames };
}
