import type { ShownMedia } from '@madrigal/contract';
import { useState } from 'react';
import { cn } from '../../ui/cn.ts';
import { pictureOf, placeholderOf, urlOf } from './media.ts';

interface PictureProps {
  item: ShownMedia;
  /** As of `<img sizes>`. */
  sizes: string;
  alt: string;
  eager?: boolean;
  fit: 'cover' | 'contain';
  className?: string;
}

/** A photo, or the poster of a video, in the best format the browser can show, above its blur. */
export function Picture({ item, sizes, alt, eager, fit, className }: PictureProps) {
  const [shown, setShown] = useState(false);
  const sources = pictureOf(item);
  const blur = placeholderOf(item);
  const [fallback] = item.renditions.filter(({ mimeType }) => mimeType === 'image/jpeg');
  const src = fallback && urlOf(item, fallback);
  const fitting = fit === 'cover' ? 'object-cover' : 'object-contain';
  return (
    <span className={cn('relative block size-full overflow-hidden', className)}>
      {blur && !shown ? (
        <img src={blur} alt="" aria-hidden className={cn('absolute inset-0 size-full', fitting)} />
      ) : null}
      {src ? (
        <picture>
          {sources.map(({ mimeType, srcSet }) => (
            <source
              key={mimeType}
              type={mimeType}
              srcSet={srcSet}
              sizes={sizes}
              // Of a picture that moves only WebP does; the others are its first frame.
              {...(item.animated && mimeType === 'image/avif'
                ? { media: '(prefers-reduced-motion: reduce)' }
                : {})}
            />
          ))}
          <img
            src={src}
            alt={alt}
            draggable={false}
            decoding="async"
            loading={eager ? 'eager' : 'lazy'}
            onLoad={() => setShown(true)}
            className={cn(
              'relative size-full transition-opacity duration-300',
              fitting,
              !shown && 'opacity-0',
            )}
          />
        </picture>
      ) : null}
    </span>
  );
}
