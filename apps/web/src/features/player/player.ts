import { endpoints, type Stream } from '@madrigal/contract';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';
import { keptStream } from '../kept/kept-stream.ts';
import { createPlayer } from './controller.ts';
import { createDomAudio } from './dom-audio.ts';
import { isAway } from './is-away.ts';
import { keepSettings } from './keep-settings.ts';
import type { Failure } from './loading.ts';
import { connectMediaSession } from './media-session.ts';
import { usePlayer } from './store.ts';
import { createStreams } from './streams.ts';

/** In the document, so that tests and tools can find them; not shown. */
function addElement(): HTMLAudioElement {
  const element = document.createElement('audio');
  element.crossOrigin = 'anonymous';
  return document.body.appendChild(element);
}

keepSettings(usePlayer);

type StreamSource = (songId: string) => Promise<Stream>;
const ownStreams: StreamSource = (songId) => request(endpoints.streamSong, { params: { songId } });
let source = ownStreams;

/** Where the player gets its streams from now on: from a link, or with null as who is signed in. */
export function playThrough(next: StreamSource | null): void {
  source = next ?? ownStreams;
}

/** The one player of this page; it goes on whatever page of the app is open. */
export const player = createPlayer({
  store: usePlayer,
  audio: createDomAudio([addElement(), addElement()]),
  streams: createStreams(
    async (songId) => keptStream(songId) ?? (await source(songId)),
    () => Date.now(),
  ),
  isAway,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => Date.now(),
  random: Math.random,
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
