import { readVideoText, type VideoPlayback } from '@madrigal/contract';
import type { VideoPlayback as Playback, VideoTextAddress } from '@madrigal/core/delivery';

/** What a player needs to show a video. */
export function presentPlayback(playback: Playback): VideoPlayback {
  const { stream, storyboard, expiresAt, ...rest } = playback;
  return {
    ...rest,
    streamUrl: addressOf(stream),
    storyboardUrl: addressOf(storyboard),
    expiresAt: expiresAt.toISOString(),
  };
}

/** Relative to the address of the API, like all its URLs. */
function addressOf({ mediaId, generation, name, query }: VideoTextAddress): string {
  const path = readVideoText.path
    .replace('{mediaId}', mediaId)
    .replace('{generation}', String(generation))
    .replace('{name}', name);
  return `${path}?${query}`;
}
