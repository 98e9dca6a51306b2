import { endpoints } from '@madrigal/contract';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';
import { createDomAudio } from './audio.ts';
import { createPlayer } from './controller.ts';
import type { Failure } from './loading.ts';
import { connectMediaSession } from './media-session.ts';
import { usePlayer } from './store.ts';
import { createStreams } from './streams.ts';

const volumeKey = 'madrigal.volume';

/** In the document, so that tests and tools can find it; not shown. */
const element = document.body.appendChild(document.createElement('audio'));

restoreVolume();

/** The one player of this page; it goes on whatever page of the app is open. */
export const player = createPlayer({
  store: usePlayer,
  audio: createDomAudio(element),
  streams: createStreams(
    (songId) => request(endpoints.streamSong, { params: { songId } }),
    () => Date.now(),
  ),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  onFailure: (song, failure, cause) =>
    toast.error(t('player.failed', { title: song.title }), {
      description: reasonOf(failure, cause),
    }),
});

connectMediaSession(player);

const reasons = {
  gone: 'player.gone',
  'not-ready': 'player.notReady',
  unsupported: 'player.unsupported',
} as const;

function reasonOf(failure: Failure, cause: unknown): string {
  return failure === 'error' ? describeError(cause) : t(reasons[failure]);
}

function restoreVolume(): void {
  try {
    const stored = Number(localStorage.getItem(volumeKey) ?? 'none');
    if (stored >= 0 && stored <= 1) usePlayer.setState({ volume: stored });
    usePlayer.subscribe(({ volume }, before) => {
      if (volume !== before.volume) localStorage.setItem(volumeKey, String(volume));
    });
  } catch {
    // Storage is blocked: the volume lasts as long as the page.
  }
}
