/** What the audio output reports of the song that plays. Times are in milliseconds. */
export type AudioEvent =
  | { type: 'time'; positionMs: number; durationMs: number | null; bufferedMs: number }
  | { type: 'playing' }
  | { type: 'waiting' }
  | { type: 'paused' }
  | { type: 'ended' }
  | { type: 'failed'; undecodable: boolean };

/** The audio output, apart from the DOM so that the player can be tested without it. */
export interface Audio {
  /** Loads a URL, to go on at a position once it can be played. */
  load(url: string, positionMs: number): void;
  /** Fetches the song that comes next, with its gain, beside the one that plays. */
  prepare(url: string, gain: number): void;
  /**
   * Plays what was prepared while the song before fades out, for that long.
   * False where something else, or nothing, was prepared.
   */
  takeOver(url: string, fadeMs: number): boolean;
  /** Tells of the end of the song so early that what was prepared follows without a gap. */
  endEarly(): void;
  /** Rejects when the browser does not allow it or the source fails. */
  play(): Promise<void>;
  pause(): void;
  unload(): void;
  seek(positionMs: number): void;
  /** Volume from 0 to 1. */
  setVolume(volume: number, muted: boolean): void;
  /** Factor of the amplitude of the song that plays. */
  setGain(gain: number): void;
  listen(listener: (event: AudioEvent) => void): void;
}
