import { SAMPLE_RATE } from './stereo.ts';
import { declick, falling, play, type Voice } from './voice.ts';

const TURN = 2 * Math.PI;

/** A soft kick: a falling sine with the touch of a felt beater. */
export const kick: Voice = (sound, { start, velocity, random }) => {
  const [body, drop, felt] = [falling(0.5), falling(0.18), falling(0.02)];
  let turns = 0;
  play(sound, start, 0.4, (time) => {
    turns += (46 + 90 * drop()) / SAMPLE_RATE;
    const touch = 0.15 * (random() - 0.5) * felt();
    return 0.9 * velocity * declick(time, 0.4) * (body() * Math.sin(TURN * turns) + touch);
  });
};

/** A snare played with brushes. */
export const brush: Voice = (sound, { start, velocity, random }) => {
  const [sweep, body] = [falling(0.32), falling(0.16)];
  let [low, high] = [0, 0];
  play(sound, start, 0.3, (time) => {
    const noise = 2 * random() - 1;
    low += (noise - low) * 0.5;
    high += (low - high) * 0.08;
    const wires = Math.min(1, time / 0.008) * sweep() * (low - high);
    const drum = 0.25 * body() * Math.sin(TURN * 185 * time);
    return 0.85 * velocity * declick(time, 0.3) * (wires + drum);
  });
};

/** A closed hi-hat, or a shaker when it is played softly. */
export const hat: Voice = (sound, { start, velocity, random }) => {
  const length = 0.05 + 0.06 * velocity;
  const level = falling(length * 1.6);
  let [one, two] = [0, 0];
  play(sound, start, length + 0.03, (time) => {
    const noise = 2 * random() - 1;
    one += (noise - one) * 0.55;
    two += (noise - one - two) * 0.6;
    const envelope = Math.min(1, time / 0.004) * level() * declick(time, length + 0.03);
    return 1.1 * velocity * envelope * (noise - one - two * 0.4);
  });
};

/** A stick on the rim: dry and wooden. */
export const rim: Voice = (sound, { start, velocity }) => {
  const level = falling(0.07);
  play(sound, start, 0.09, (time) => {
    const wood = Math.sin(TURN * 820 * time) + 0.6 * Math.sin(TURN * 1340 * time);
    return 0.6 * velocity * declick(time, 0.09) * level() * wood;
  });
};
