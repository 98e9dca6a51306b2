import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from '../../acceptance/harness/session.ts';
import { createCaller } from './caller.ts';
import { type KnownSong, type Playback, playSong } from './listener.ts';
import { createMeter, type Meter } from './meter.ts';
import { createSender, type UploadEnd } from './uploads.ts';
import { visit } from './visitor.ts';
import { loadWebApp } from './web-app.ts';

export interface CrowdOptions {
  session: Session;
  songs: readonly KnownSong[];
  /** A file nobody has sent before. */
  newFile(): { name: string; bytes: Uint8Array<ArrayBuffer> };
  listeners: number;
  visitors: number;
  uploaders: number;
  /** How long somebody looks at a page, or waits between two files, in ms. */
  pauseMs: number;
}

interface CrowdReport {
  playbacks: Playback[];
  pages: { shown: number; notShown: string[] };
  uploads: UploadEnd[];
}

export interface Crowd {
  meter: Meter;
  /** What people have met so far; the lists grow. */
  report: CrowdReport;
  /** Lets everybody finish what they began. */
  leave(): Promise<CrowdReport>;
}

/** People who listen, browse and upload, each one thing after the other, until they are to leave. */
export async function startCrowd(options: CrowdOptions): Promise<Crowd> {
  const web = await loadWebApp();
  const meter = createMeter();
  const caller = createCaller(web, options.session, meter);
  const leaving = new AbortController();
  const report: CrowdReport = { playbacks: [], pages: { shown: 0, notShown: [] }, uploads: [] };
  const { songs } = options;
  const rest = () => delay(options.pauseMs, undefined, { signal: leaving.signal }).catch(() => {});
  const listen = async (turn: number) => {
    const song = songs[turn % songs.length];
    if (song) report.playbacks.push(await playSong(web, caller, song));
  };
  const browse = async (turn: number) => {
    const failure = await visit(caller, turn);
    if (failure === null) report.pages.shown += 1;
    else report.pages.notShown.push(failure);
    await rest();
  };
  const sender = createSender(web, caller);
  const upload = async () => {
    const file = options.newFile();
    report.uploads.push(await sender.send(file.name, file.bytes));
    await rest();
  };
  const repeat = (count: number, act: (turn: number) => Promise<void>) =>
    Array.from({ length: count }, async (_, index) => {
      for (let turn = index; !leaving.signal.aborted; turn += 1) await act(turn);
    });
  const people = [
    ...repeat(options.listeners, listen),
    ...repeat(options.visitors, browse),
    ...repeat(options.uploaders, upload),
  ];
  return {
    meter,
    report,
    leave: async () => {
      leaving.abort();
      await Promise.all(people);
      return report;
    },
  };
}
