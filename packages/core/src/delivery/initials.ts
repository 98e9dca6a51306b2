import { createHash } from 'node:crypto';

const SIDE_PX = 256;
const LETTER_HEIGHT = 28;
const LETTER_PX = 98;
const MOST_WIDTH_PX = 180;
const GAP = 9;
const STROKE = 4.2;
const WHOLE_CIRCLE = 360;

/**
 * Capital letters as strokes on a grid, 28 high: fonts are not there wherever servers run. `width` is 20 unless it says
 * otherwise.
 */
const letters: Readonly<Record<string, { strokes: string; width?: number }>> = {
  A: { strokes: 'M0 28L10 0L20 28M4 18H16' },
  B: { strokes: 'M0 14H11A7 7 0 0 1 11 28H0V0H10A7 7 0 0 1 10 14', width: 18 },
  C: { strokes: 'M19 6A11 14 0 1 0 19 22' },
  D: { strokes: 'M0 0V28H6A14 14 0 0 0 6 0Z' },
  E: { strokes: 'M17 0H0V28H17M0 14H14', width: 17 },
  F: { strokes: 'M17 0H0V28M0 14H14', width: 17 },
  G: { strokes: 'M19 6A11 14 0 1 0 20 16H12' },
  H: { strokes: 'M0 0V28M20 0V28M0 14H20' },
  I: { strokes: 'M0 0V28', width: 0 },
  J: { strokes: 'M15 0V20A7.5 8 0 0 1 0 20', width: 15 },
  K: { strokes: 'M0 0V28M18 0L0 17M6 11L19 28', width: 19 },
  L: { strokes: 'M0 0V28H16', width: 16 },
  M: { strokes: 'M0 28V0L12 19L24 0V28', width: 24 },
  N: { strokes: 'M0 28V0L20 28V0' },
  O: { strokes: 'M11 0A11 14 0 1 0 11 28A11 14 0 1 0 11 0', width: 22 },
  P: { strokes: 'M0 28V0H10A8 8 0 0 1 10 16H0', width: 18 },
  Q: { strokes: 'M11 0A11 14 0 1 0 11 28A11 14 0 1 0 11 0M14 20L22 28', width: 22 },
  R: { strokes: 'M0 28V0H10A8 8 0 0 1 10 16H0M9 16L19 28', width: 19 },
  S: {
    strokes: 'M18 6C17 2 13 0 10 0C5 0 1 3 1 7C1 17 19 11 19 21C19 25 15 28 10 28C5 28 2 26 1 22',
  },
  T: { strokes: 'M0 0H20M10 0V28' },
  U: { strokes: 'M0 0V18A10 10 0 0 0 20 18V0' },
  V: { strokes: 'M0 0L10 28L20 0' },
  W: { strokes: 'M0 0L7 28L14 4L21 28L28 0', width: 28 },
  X: { strokes: 'M0 0L20 28M20 0L0 28' },
  Y: { strokes: 'M0 0L10 14L20 0M10 14V28' },
  Z: { strokes: 'M0 0H19L0 28H19', width: 19 },
};
const WIDTH = 20;

/** Letters that Unicode does not take apart into one of ours and an accent. */
const alike: Readonly<Record<string, string>> = {
  Æ: 'A',
  Đ: 'D',
  Ð: 'D',
  Ł: 'L',
  Œ: 'O',
  Ø: 'O',
  Þ: 'T',
};

/** The first letters of the first and last word, where they are ones that can be drawn. */
export function initialsOf(name: string): string {
  const words = name.toUpperCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const shown = words.length > 1 ? [words[0], words.at(-1)] : words;
  const found = shown.map((word = '') => {
    const [first = ''] = word.normalize('NFD');
    return alike[first] ?? first;
  });
  return found.every((letter) => letters[letter]) ? found.join('') : '';
}

/** A square picture of somebody who gave none, as SVG: their initials, or a head, on a colour that stays theirs. */
export function drawInitials({ id, name }: { id: string; name: string }): string {
  const initials = initialsOf(name);
  const hue = createHash('sha256').update(id).digest().readUInt16BE() % WHOLE_CIRCLE;
  const ground = `<rect width="${SIDE_PX}" height="${SIDE_PX}" fill="hsl(${hue},42%,34%)"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE_PX}" height="${SIDE_PX}">`;
  return `${svg}${ground}${initials ? write(initials) : HEAD}</svg>`;
}

function write(initials: string): string {
  const drawn = [...initials].flatMap((initial) => letters[initial] ?? []);
  const widths = drawn.map(({ width = WIDTH }) => width);
  const whole = widths.reduce((sum, width) => sum + width, GAP * (drawn.length - 1));
  const scale = Math.min(LETTER_PX / LETTER_HEIGHT, MOST_WIDTH_PX / whole);
  let x = SIDE_PX / 2 / scale - whole / 2;
  const y = SIDE_PX / 2 / scale - LETTER_HEIGHT / 2;
  const paths = drawn.map(({ strokes }, place) => {
    const path = `<path transform="translate(${x.toFixed(2)} ${y.toFixed(2)})" d="${strokes}"/>`;
    x += (widths[place] ?? 0) + GAP;
    return path;
  });
  const pen = `fill="none" stroke="#fff" stroke-width="${STROKE}" stroke-linecap="round" stroke-linejoin="round"`;
  return `<g transform="scale(${scale.toFixed(3)})" ${pen}>${paths.join('')}</g>`;
}

const HEAD =
  '<g fill="#fff"><circle cx="128" cy="98" r="44"/><path d="M40 236A88 76 0 0 1 216 236V256H40Z"/></g>';
