import { expect, it } from 'vitest';
import { chooseFrame, LOOK_BYTES } from './choose-frame.ts';

const flat = (value: number) => new Uint8Array(LOOK_BYTES).fill(value);
const striped = (dark: number, bright: number) =>
  new Uint8Array(LOOK_BYTES).map((_, at) => (at % 8 < 4 ? dark : bright));
const choose = (...looks: Uint8Array[]) => chooseFrame(Buffer.concat(looks), looks.length);

it('passes over what is black, white or of one colour', () => {
  expect(choose(flat(0), flat(255), flat(90), striped(60, 180), flat(0))).toBe(3);
  expect(choose(striped(0, 30), striped(60, 90))).toBe(1);
});

it('takes the first of near equals, and something where all is black', () => {
  expect(choose(striped(60, 180), striped(60, 182))).toBe(0);
  expect(choose(flat(0), flat(0))).toBe(0);
});
