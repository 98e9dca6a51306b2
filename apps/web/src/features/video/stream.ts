import type { VideoPlayback } from '@madrigal/contract';

type Addresses = Pick<VideoPlayback, 'streamUrl' | 'mp4Url'>;

const HLS = 'application/vnd.apple.mpegurl';

/**
 * Gives a video element what to play: the stream by hls.js, or natively where the browser can only
 * do that, else the MP4. `onLost` is told when the stream ends for good, such as by its expiry.
 * Answers what detaches it again.
 */
export function attachStream(
  video: HTMLVideoElement,
  addresses: Addresses,
  onLost: () => void,
): () => void {
  let detach = () => {};
  let isWanted = true;
  void loadHls().then((Hls) => {
    if (!isWanted) return;
    const { paused } = video;
    detach = Hls?.isSupported()
      ? attachHls(new Hls({ capLevelToPlayerSize: true }), Hls, video, addresses, onLost)
      : attachNative(video, addresses, onLost);
    // A new source stops the element, also where somebody was quicker than it.
    if (!paused) void video.play().catch(() => {});
  });
  return () => {
    isWanted = false;
    detach();
  };
}

type HlsClass = typeof import('hls.js/light').default;

/** Fetched when the first video is opened; without it a browser still has its own ways. */
async function loadHls(): Promise<HlsClass | null> {
  try {
    return (await import('hls.js/light')).default;
  } catch {
    return null;
  }
}

function attachHls(
  hls: InstanceType<HlsClass>,
  Hls: HlsClass,
  video: HTMLVideoElement,
  { streamUrl }: Addresses,
  onLost: () => void,
): () => void {
  let recovered = false;
  hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return;
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      hls.recoverMediaError();
    } else {
      onLost();
    }
  });
  hls.loadSource(new URL(streamUrl, document.baseURI).href);
  hls.attachMedia(video);
  return () => hls.destroy();
}

function attachNative(
  video: HTMLVideoElement,
  { streamUrl, mp4Url }: Addresses,
  onLost: () => void,
): () => void {
  video.src = video.canPlayType(HLS) ? streamUrl : mp4Url;
  video.addEventListener('error', onLost);
  return () => {
    video.removeEventListener('error', onLost);
    video.removeAttribute('src');
    video.load();
  };
}
