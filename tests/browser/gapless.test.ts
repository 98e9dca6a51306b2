import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, eventually } from '../acceptance/harness/index.ts';
import { openWorld, type World } from './world.ts';

/**
 * Listens to everything that goes to the loudspeakers, by the clock of the audio: how many samples
 * sounded, how loud, and how long the silences between them were.
 */
const LISTEN = `(() => {
  const heard = { rate: 0, loud: 0, peak: 0, silences: [] };
  let silence = 0;
  let tap;
  const connect = AudioNode.prototype.connect;
  const listen = ({ inputBuffer }) => {
    for (const value of inputBuffer.getChannelData(0)) {
      if (Math.abs(value) < 1e-4) { silence += 1; continue; }
      if (silence > 0 && heard.loud > 0) heard.silences.push(silence);
      silence = 0;
      heard.loud += 1;
      heard.peak = Math.max(heard.peak, Math.abs(value));
    }
  };
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) {
      tap ??= this.context.createScriptProcessor(2048, 1, 1);
      tap.onaudioprocess = listen;
      heard.rate = this.context.sampleRate;
      connect.call(tap, to);
      connect.call(this, tap);
    }
    return connect.call(this, to, ...rest);
  };
  globalThis.heard = heard;
})()`;

interface Heard {
  rate: number;
  loud: number;
  peak: number;
  silences: number[];
}

const SECONDS = 6;
/** Half the time between two beats of fast music: longer than a good player needs by far. */
const MOST_SILENCE_SECONDS = 0.1;

describe('what one hears', () => {
  let world: World;
  let page: Page;

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client) => {
        for (const track of ['1', '2']) {
          const tags = { title: `Part ${track}`, artist: 'Ada', album: 'One piece', track };
          const sound = { format: 'flac', sound: 'tone', seconds: SECONDS } as const;
          await addSong(client, await audioFile({ ...sound, tags }));
        }
      },
      path: '/albums',
      script: LISTEN,
    });
    ({ page } = world);
    await page.getByRole('link', { name: /One piece/ }).click();
    await page.getByRole('heading', { name: 'One piece' }).waitFor();
  });
  // Nothing that was heard before, also not by an attempt that failed.
  const listenAnew = async () => {
    await page.reload();
    await page.getByRole('heading', { name: 'One piece' }).waitFor();
  };
  afterAll(() => world.dispose());

  const heard = () => page.evaluate<Heard>('globalThis.heard');

  it('a song of an album follows the one before it without a gap', async () => {
    await listenAnew();
    await page.getByRole('main').getByRole('button', { name: 'Play', exact: true }).click();
    await eventually('both songs', async () => {
      const { loud, rate } = await heard();
      return loud > 1.5 * SECONDS * rate;
    });
    const { silences, rate } = await heard();
    expect(Math.max(0, ...silences) / rate).toBeLessThan(MOST_SILENCE_SECONDS);
  });

  it('a loud song is played at the loudness of all others', async () => {
    await listenAnew();
    await page.getByRole('main').getByRole('button', { name: 'Play', exact: true }).click();
    await eventually('a second of it', async () => {
      const { loud, rate } = await heard();
      return loud > rate && rate > 0;
    });
    const { peak } = await heard();
    expect(peak).toBeGreaterThan(0);
    // A sine at full level is about 11 dB louder than the target.
    expect(peak).toBeLessThan(0.5);
  });
});
