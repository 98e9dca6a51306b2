import type { Timeline, TimelineText, TransitionWindow, View } from './model.ts';

/** What one frame shows. */
export interface FrameContent {
  /** The photo on screen, or the one that gives way. */
  current: ShownSlot;
  /** Only within a transition: what comes, and how far it has come, above 0 and below 1. */
  next: (ShownSlot & { kind: TransitionWindow['kind']; progress: number }) | null;
  texts: { text: TimelineText; opacity: number }[];
}

export interface ShownSlot {
  slot: number;
  view: View;
}

/** Answers what any frame of a timeline shows, each in a time that hardly grows with its length. */
export function createFrameReader(timeline: Timeline): (frame: number) => FrameContent {
  const shown = (slot: number, frame: number): ShownSlot => ({
    slot,
    view: viewAt(timeline, slot, frame),
  });
  return (frame) => {
    const index = lastStartedBy(timeline.slots, frame);
    const window = windowAround(timeline.transitions, frame);
    const texts = textsAt(timeline, frame);
    if (!window) return { current: shown(index, frame), next: null, texts };
    // The cut is in the middle of the window: before it the slot at this frame is the one that goes.
    const goes = frame < (window.startFrame + window.endFrame) / 2 ? index : index - 1;
    const progress = (frame - window.startFrame + 0.5) / (window.endFrame - window.startFrame);
    const next = { ...shown(goes + 1, frame), kind: window.kind, progress };
    return { current: shown(goes, frame), next, texts };
  };
}

function viewAt(timeline: Timeline, index: number, frame: number): View {
  const slot = timeline.slots[index];
  if (!slot) throw new RangeError(`There is no slot ${index}`);
  const { from, to } = slot.motion;
  const part = (frame - slot.visibleFrom) / Math.max(1, slot.visibleTo - slot.visibleFrom - 1);
  const between = (one: number, other: number): number => one + (other - one) * part;
  return { x: between(from.x, to.x), y: between(from.y, to.y), size: between(from.size, to.size) };
}

/** Index of the last item that starts at or before a frame; -1 if none does. */
function lastStartedBy(items: readonly { startFrame: number }[], frame: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((items[middle] as { startFrame: number }).startFrame <= frame) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function windowAround(
  transitions: readonly TransitionWindow[],
  frame: number,
): TransitionWindow | null {
  const window = transitions[lastStartedBy(transitions, frame)];
  return window && frame < window.endFrame ? window : null;
}

/** Captions never overlap one another, and the title comes first in the list. */
function textsAt({ texts }: Timeline, frame: number): FrameContent['texts'] {
  const title = texts[0]?.role === 'title' ? texts[0] : null;
  const caption = texts[lastStartedBy(texts, frame)];
  return [title, caption === title ? null : caption]
    .filter((text) => text != null)
    .filter((text) => text.startFrame <= frame && frame < text.endFrame)
    .map((text) => ({ text, opacity: opacityAt(text, frame) }));
}

function opacityAt({ startFrame, endFrame, fadeFrames }: TimelineText, frame: number): number {
  const nearest = Math.min(frame - startFrame, endFrame - 1 - frame) + 1;
  return Math.min(1, nearest / (fadeFrames + 1));
}
