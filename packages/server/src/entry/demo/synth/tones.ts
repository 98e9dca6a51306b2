import { SAMPLE_RATE } from './stereo.ts';
import { declick, falling, play, playStereo, swell, type Voice } from './voice.ts';

const TABLE = 2048;
const HIGHEST_HZ = 14_000;
const TURN = 2 * Math.PI;

/** One period of a wave, with as many of its partials as fit below what anybody hears. */
function waveTable(frequencyHz: number, partial: (number: number) => number): Float32Array {
  const table = new Float32Array(TABLE + 1);
  const partials = Math.max(1, Math.min(40, Math.floor(HIGHEST_HZ / frequencyHz)));
  for (let number = 1; number <= partials; number++) {
    const amount = partial(number);
    if (amount === 0) continue;
    for (let n = 0; n <= TABLE; n++) {
      table[n] = (table[n] as number) + amount * Math.sin((TURN * number * n) / TABLE);
    }
  }
  return table;
}

function lookUp(table: Float32Array, turns: number): number {
  const place = (turns - Math.floor(turns)) * TABLE;
  const before = Math.floor(place);
  const value = table[before] as number;
  return value + (place - before) * ((table[before + 1] as number) - value);
}

/** Warm and slow: a choir of strings. */
export const pad: Voice = (sound, { start, seconds, frequencyHz, velocity, random }) => {
  const table = waveTable(frequencyHz, (number) => Math.exp(-0.24 * number) / number ** 0.6);
  const [attack, release] = [0.7, 1.6];
  const phases = [random(), random(), random(), random()] as const;
  const sway = 0.15 + 0.2 * random();
  playStereo(sound, start, seconds + release, (time) => {
    const level = 0.16 * velocity * swell(time, seconds, attack, release);
    const breath = 1 + 0.12 * Math.sin(TURN * (sway * time + phases[0]));
    const turns = frequencyHz * time;
    const one = lookUp(table, 1.0023 * turns + phases[0]);
    const two = lookUp(table, 0.9981 * turns + phases[1]);
    const three = lookUp(table, 1.0008 * turns + phases[2]);
    const four = lookUp(table, 0.9974 * turns + phases[3]);
    const gain = level * breath;
    return [gain * (one + 0.7 * two + 0.3 * three), gain * (four + 0.7 * three + 0.3 * two)];
  });
};

/** Round and deep, with enough overtones for small speakers. */
export const bass: Voice = (sound, { start, seconds, frequencyHz, velocity }) => {
  const table = waveTable(frequencyHz, (number) => (number <= 6 ? 1 / number ** 2.1 : 0));
  const fall = falling(1.2);
  play(sound, start, seconds + 0.12, (time) => {
    const body = swell(time, seconds, 0.012, 0.12) * (0.55 + 0.45 * fall());
    return 0.5 * velocity * body * lookUp(table, frequencyHz * time);
  });
};

/** A soft whistle with a late vibrato: for melodies. */
export const flute: Voice = (sound, { start, seconds, frequencyHz, velocity, random }) => {
  const table = waveTable(frequencyHz, (number) => [0, 1, 0.28, 0.12, 0.03][number] ?? 0);
  let breath = 0;
  let turns = 0;
  play(sound, start, seconds + 0.25, (time) => {
    const vibrato = Math.min(1, Math.max(0, time - 0.25) * 2) * 0.0045;
    turns += (frequencyHz * (1 + vibrato * Math.sin(TURN * 5.1 * time))) / SAMPLE_RATE;
    breath += (random() - 0.5 - breath) * 0.12;
    const level = swell(time, seconds, 0.07, 0.22);
    return 0.26 * velocity * level * (lookUp(table, turns) + 0.12 * breath);
  });
};

/** Bright, short, with a closing filter: for running figures. */
export const sparkle: Voice = (sound, { start, frequencyHz, velocity, random }) => {
  const bright = waveTable(frequencyHz, (number) => 1 / number ** 1.25);
  const dull = waveTable(frequencyHz, (number) => 1 / number ** 2.6);
  const total = 0.7;
  const shift = random();
  const [level, brightness] = [falling(0.9), falling(0.35)];
  play(sound, start, total, (time) => {
    const turns = frequencyHz * time;
    const open = brightness();
    const wide = lookUp(dull, turns * 1.003 + shift);
    const tone = open * lookUp(bright, turns) + (1 - open) * lookUp(dull, turns) + 0.5 * wide;
    return 0.36 * velocity * declick(time, total) * level() * tone;
  });
};
