/** What can be done to a video, by buttons and by keys. */
export interface VideoCommands {
  toggle(): void;
  /** Goes to a moment. */
  seek(ms: number): void;
  /** Goes back or forward. */
  skip(ms: number): void;
  changeVolume(by: number): void;
  toggleMute(): void;
  toggleFullscreen(): void;
  togglePictureInPicture(): void;
  toggleCaptions(): void;
}

/** `frame` holds the video with its controls, and is what fills the screen. */
export function createCommands(video: HTMLVideoElement, frame: HTMLElement): VideoCommands {
  const seek = (ms: number) => {
    const end = Number.isFinite(video.duration) ? video.duration : 0;
    video.currentTime = Math.min(end, Math.max(0, ms / 1000));
  };
  return {
    toggle: () => (video.paused || video.ended ? void play(video) : video.pause()),
    seek,
    skip: (ms) => seek(video.currentTime * 1000 + ms),
    changeVolume: (by) => {
      video.muted = false;
      video.volume = Math.min(1, Math.max(0, video.volume + by));
    },
    toggleMute: () => {
      video.muted = !video.muted;
    },
    toggleFullscreen: () =>
      void quietly(() =>
        document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen(),
      ),
    togglePictureInPicture: () =>
      void quietly(() =>
        document.pictureInPictureElement
          ? document.exitPictureInPicture()
          : video.requestPictureInPicture(),
      ),
    toggleCaptions: () => {
      const [track] = video.textTracks;
      if (track) track.mode = track.mode === 'showing' ? 'hidden' : 'showing';
    },
  };
}

function play(video: HTMLVideoElement): Promise<unknown> {
  return quietly(() => video.play());
}

/** A browser that refuses, for want of a click or of the means, leaves things as they are. */
async function quietly(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch {
    // The controls keep showing what is.
  }
}

const SECOND = 1000;
const VOLUME_STEP = 0.1;

const keys: Readonly<Record<string, (commands: VideoCommands) => void>> = {
  ' ': ({ toggle }) => toggle(),
  k: ({ toggle }) => toggle(),
  ArrowLeft: ({ skip }) => skip(-5 * SECOND),
  ArrowRight: ({ skip }) => skip(5 * SECOND),
  j: ({ skip }) => skip(-10 * SECOND),
  l: ({ skip }) => skip(10 * SECOND),
  ArrowUp: ({ changeVolume }) => changeVolume(VOLUME_STEP),
  ArrowDown: ({ changeVolume }) => changeVolume(-VOLUME_STEP),
  Home: ({ seek }) => seek(0),
  End: ({ seek }) => seek(Number.MAX_SAFE_INTEGER),
  m: ({ toggleMute }) => toggleMute(),
  f: ({ toggleFullscreen }) => toggleFullscreen(),
  p: ({ togglePictureInPicture }) => togglePictureInPicture(),
  c: ({ toggleCaptions }) => toggleCaptions(),
};

/** Does what a key stands for; false where it stands for nothing. Digits are tenths of the video. */
export function pressKey(commands: VideoCommands, key: string, durationMs: number): boolean {
  if (/^\d$/.test(key)) {
    commands.seek((Number(key) / 10) * durationMs);
    return true;
  }
  const act = Object.hasOwn(keys, key) ? keys[key] : undefined;
  act?.(commands);
  return act !== undefined;
}
