/**
 * Positions between positions, as texts ordered code point by code point, so that a move in a list
 * writes one row: fractional indexing with an integer part, after D. Greenspan, "Implementing
 * Fractional Indexing" (observablehq.com/@dgreenspan/implementing-fractional-indexing, 2020).
 *
 * A key is an integer and a fraction, both in digits 0-9A-Za-z. The first character of the integer
 * says how long it is: `a0` … `az`, `b00` … `bzz`, … upwards, `Zz` … `Z0`, `Yzz` … downwards. So keys
 * at either end grow by a digit only when all shorter ones are used up. Fractions never end with 0.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FIRST = '0';
const LAST = 'z';
const START = 'a0';

/** `count` keys in order between two keys; null stands for the start or the end of the list. */
export function keysBetween(before: string | null, after: string | null, count: number): string[] {
  if (count === 0) return [];
  if (after === null) return row(count, before, (last) => keyBetween(last, null));
  if (before === null) return row(count, after, (first) => keyBetween(null, first)).toReversed();
  const half = Math.floor(count / 2);
  const middle = keyBetween(before, after);
  return [
    ...keysBetween(before, middle, half),
    middle,
    ...keysBetween(middle, after, count - half - 1),
  ];
}

function row(count: number, from: string | null, next: (key: string | null) => string): string[] {
  const keys: string[] = [];
  for (let key = from; keys.length < count; ) {
    key = next(key);
    keys.push(key);
  }
  return keys;
}

function keyBetween(before: string | null, after: string | null): string {
  if (before === null) return after === null ? START : keyBefore(after);
  if (after === null) return keyAfter(before);
  const [low, lowFraction] = split(before);
  const [high, highFraction] = split(after);
  if (low === high) return low + fractionBetween(lowFraction, highFraction);
  const next = step(low, 1);
  return next < after ? next : low + fractionBetween(lowFraction, null);
}

function keyBefore(after: string): string {
  const [integer] = split(after);
  return integer < after ? integer : step(integer, -1);
}

function keyAfter(before: string): string {
  return step(split(before)[0], 1);
}

function split(key: string): [integer: string, fraction: string] {
  const length = integerLength(key);
  return [key.slice(0, length), key.slice(length)];
}

/** Characters of the integer part: 2 for `a` and `Z`, 3 for `b` and `Y`, … */
function integerLength(key: string): number {
  const head = key.charCodeAt(0);
  return head >= 97 ? head - 97 + 2 : 90 - head + 2;
}

/** The next integer (`by` 1), or the one before it (`by` -1). */
function step(integer: string, by: 1 | -1): string {
  const [wraps, restart] = by === 1 ? [LAST, FIRST] : [FIRST, LAST];
  const digits = integer.slice(1).split('');
  for (let index = digits.length - 1; index >= 0; index--) {
    if (digits[index] !== wraps) {
      digits[index] = DIGITS[DIGITS.indexOf(digits[index] ?? FIRST) + by] ?? FIRST;
      return integer[0] + digits.join('');
    }
    digits[index] = restart;
  }
  return withOtherLength(integer[0] ?? 'a', by);
}

/** All digits are used up: the integer becomes longer, or shorter towards the middle. */
function withOtherLength(head: string, by: 1 | -1): string {
  if (head === 'Z' && by === 1) return `a${FIRST}`;
  if (head === 'a' && by === -1) return `Z${LAST}`;
  const next = String.fromCharCode(head.charCodeAt(0) + by);
  return next + (by === 1 ? FIRST : LAST).repeat(integerLength(next) - 1);
}

/** A fraction between two; null stands for the next integer. */
function fractionBetween(low: string, high: string | null): string {
  if (high !== null) {
    let shared = 0;
    while ((low[shared] ?? FIRST) === high[shared]) shared++;
    if (shared > 0) {
      return high.slice(0, shared) + fractionBetween(low.slice(shared), high.slice(shared));
    }
  }
  const lowDigit = low === '' ? 0 : DIGITS.indexOf(low[0] ?? FIRST);
  const highDigit = high === null ? DIGITS.length : DIGITS.indexOf(high[0] ?? LAST);
  if (highDigit - lowDigit > 1) return DIGITS[Math.round((lowDigit + highDigit) / 2)] ?? LAST;
  if (high !== null && high.length > 1) return high.slice(0, 1);
  return DIGITS[lowDigit] + fractionBetween(low.slice(1), null);
}
