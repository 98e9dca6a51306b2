import type { DemoAlbum } from './albums.ts';
import { createRandom } from './synth/random.ts';

const SIDE = 1000;
const HORIZON = 620;
const LIGHTS = 9;
const WAVES = 7;

/** An abstract picture as SVG: a sky in a gradient, lights in it, and water that holds them again. */
export function paintCover({ colours, seed }: Pick<DemoAlbum, 'colours' | 'seed'>): string {
  const random = createRandom(seed);
  const between = (least: number, most: number) => Math.round(least + (most - least) * random());
  const colour = () => colours.lights[Math.floor(random() * colours.lights.length)] ?? '#fff';
  const lights = Array.from({ length: LIGHTS }, () => {
    const [x, y, radius] = [between(40, SIDE - 40), between(60, HORIZON - 40), between(30, 190)];
    const fill = `fill="${colour()}" opacity="${(0.16 + 0.34 * random()).toFixed(2)}"`;
    const mirrored = `<ellipse cx="${x}" cy="${2 * HORIZON - y}" rx="${radius * 1.3}" ry="${radius * 0.5}" ${fill}/>`;
    return `<circle cx="${x}" cy="${y}" r="${radius}" ${fill}/>${mirrored}`;
  });
  const waves = Array.from({ length: WAVES }, (_, index) => wave(index, between));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0.15" y2="1">${stops(colours.sky)}</linearGradient>
<linearGradient id="water" x1="0" y1="1" x2="0" y2="0">${stops(colours.sky)}</linearGradient>
<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="26"/></filter>
</defs>
<rect width="${SIDE}" height="${SIDE}" fill="url(#sky)"/>
<rect y="${HORIZON}" width="${SIDE}" height="${SIDE - HORIZON}" fill="url(#water)" opacity="0.75"/>
<g filter="url(#soft)">${lights.join('')}</g>
<circle cx="${between(280, 720)}" cy="${between(220, 380)}" r="${between(70, 120)}" fill="${colours.lights[0]}" opacity="0.85"/>
<g fill="none" stroke="#fff" stroke-linecap="round">${waves.join('')}</g>
</svg>`;
}

function stops(colours: readonly string[]): string {
  const last = colours.length - 1;
  return colours
    .map((colour, index) => `<stop offset="${(index / last).toFixed(2)}" stop-color="${colour}"/>`)
    .join('');
}

function wave(index: number, between: (least: number, most: number) => number): string {
  const y = HORIZON + 24 + index * 48;
  const [from, to, lift] = [between(0, 360), between(620, SIDE), between(4, 14)];
  const middle = (from + to) / 2;
  const path = `M${from} ${y} Q${(from + middle) / 2} ${y - lift} ${middle} ${y} T${to} ${y}`;
  return `<path d="${path}" stroke-width="${1 + index * 0.6}" opacity="${0.34 - index * 0.03}"/>`;
}
