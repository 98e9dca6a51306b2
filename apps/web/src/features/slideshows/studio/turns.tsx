import { useEffect, useRef, useState } from 'react';
import { cn } from '../../../ui/cn.ts';
import type { Draft, DraftPhoto } from './draft.ts';
import { turnOf } from './draft.ts';

/** How each transition brings the next photo in, over the one before. */
const entrances: Readonly<Record<Draft['transition'], string>> = {
  cut: '',
  fade: 'animate-[fade_900ms_ease-out]',
  slide: 'animate-slide-in motion-reduce:animate-fade',
  wipe: 'animate-wipe-in motion-reduce:animate-fade',
  zoom: 'animate-zoom-in motion-reduce:animate-fade',
};

/** Least part of a photo that `auto` leaves when it fills the frame, as on the server. */
const leastCropped = 0.74;

/** The photos one after the other, at about the pace they will have. */
export function Turns({ draft, shape }: { draft: Draft; shape: number }) {
  const { photos, secondsPerPhoto, title } = draft;
  const [turn, setTurn] = useState(0);
  const shown = photos[turn % photos.length];
  const ms = shown ? turnOf(shown, secondsPerPhoto) : 0;
  useEffect(() => {
    const timer = setTimeout(() => setTurn(turn + 1), ms);
    return () => clearTimeout(timer);
  }, [turn, ms]);
  if (!shown) return null;
  // The one before stays below until the next one covers it.
  const layers = photos.length > 1 && turn > 0 ? [turn - 1, turn] : [turn];
  return (
    <>
      {layers.map((each) => (
        <Layer
          key={each}
          photo={photos[each % photos.length] ?? shown}
          draft={draft}
          shape={shape}
          entrance={each > 0 ? entrances[draft.transition] : ''}
        />
      ))}
      {title && turn % photos.length === 0 ? (
        <p className="absolute inset-0 grid place-items-center text-balance p-8 text-center font-bold text-2xl text-white [text-shadow:0_2px_16px_rgb(0_0_0/0.6)] sm:text-4xl">
          {title}
        </p>
      ) : null}
      {shown.caption ? (
        <p className="absolute inset-x-0 bottom-0 bg-linear-to-t from-black/70 to-transparent p-5 pt-12 text-center text-white">
          {shown.caption}
        </p>
      ) : null}
    </>
  );
}

interface LayerProps {
  photo: DraftPhoto;
  draft: Draft;
  shape: number;
  entrance: string;
}

function Layer({ photo, draft, shape, entrance }: LayerProps) {
  const { viewUrl, videoUrl, thumbUrl } = photo.photo;
  const whole = isWhole(photo.photo.shape / shape, draft.fit);
  const className = cn('absolute inset-0 size-full', whole ? 'object-contain' : 'object-cover');
  const drift = draft.motion ? 'motion-safe:animate-[drift_4s_linear_both]' : '';
  const animationDuration = `${turnOf(photo, draft.secondsPerPhoto)}ms`;
  return (
    <div className={cn('absolute inset-0 overflow-hidden bg-black', entrance)}>
      {whole ? (
        <img
          src={thumbUrl}
          alt=""
          className="absolute inset-0 size-full scale-110 object-cover opacity-60 blur-2xl"
        />
      ) : null}
      {photo.clip && videoUrl ? (
        <Clip url={videoUrl} poster={viewUrl} startMs={photo.clip.startMs} className={className} />
      ) : (
        <img src={viewUrl} alt="" className={cn(className, drift)} style={{ animationDuration }} />
      )}
    </div>
  );
}

/** Whether all of a photo is shown, over a blurred copy; `relative` is its shape by the frame's. */
function isWhole(relative: number, fit: Draft['fit']): boolean {
  if (fit === 'auto') return Math.min(relative, 1 / relative) < leastCropped;
  return fit === 'whole';
}

interface ClipProps {
  url: string;
  poster: string;
  startMs: number;
  className: string;
}

/** A clip that plays by itself, without a sound. */
function Clip({ url, poster, startMs, className }: ClipProps) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    // Reduced motion keeps the poster.
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    void element.current?.play().catch(() => {});
  }, []);
  return (
    <video
      ref={element}
      src={`${url}#t=${startMs / 1000}`}
      poster={poster}
      muted
      playsInline
      preload="auto"
      className={className}
    />
  );
}
