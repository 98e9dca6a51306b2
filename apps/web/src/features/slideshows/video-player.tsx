import type { Slideshow } from '@madrigal/contract';
import { type CSSProperties, useEffect, useRef } from 'react';
import { t } from '../../messages/index.ts';
import { player } from '../player/player.ts';

interface VideoPlayerProps {
  name: string;
  video: NonNullable<Slideshow['video']>;
  autoPlay?: boolean;
}

/** Plays a slideshow with the browser's own controls; the music that plays gives way to it. */
export function VideoPlayer({ name, video, autoPlay }: VideoPlayerProps) {
  const element = useRef<HTMLVideoElement>(null);
  // A renewed address of the same video must not begin it anew.
  const address = useRef(video.url);
  useEffect(() => {
    const shown = element.current;
    if (shown?.error) shown.src = video.url;
  }, [video.url]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: there is nothing spoken in a slideshow
    <video
      ref={element}
      aria-label={t('slideshow.watch', { name })}
      src={address.current}
      poster={video.posterUrl}
      controls
      playsInline
      preload="metadata"
      autoPlay={autoPlay}
      onPlay={() => void player.pause()}
      className="mx-auto rounded-3xl bg-black shadow-cover"
      style={fitted(video.width / video.height, '74dvh')}
    />
  );
}

/** As wide as there is room, but no higher than so much; `shape` is width by height. */
export function fitted(shape: number, maxHeight: string): CSSProperties {
  return { aspectRatio: shape, width: `min(100%, calc(${maxHeight} * ${shape}))` };
}
