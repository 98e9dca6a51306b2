import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { nameOf } from '../photos/media.ts';
import { mediaQuery } from '../photos/queries.ts';
import { toPhoto } from './photos.ts';

/** The photo that a slideshow failed for: what it looks like, as far as that is known, and its name. */
export function BrokenPhoto({ mediaId }: { mediaId: string }) {
  const { data: item } = useQuery(mediaQuery(mediaId));
  const photo = item && toPhoto(item);
  return (
    <figure className="flex flex-col items-center gap-3">
      <span className="relative block size-28 overflow-hidden rounded-2xl bg-hover shadow-cover max-sm:size-20">
        {photo ? <img src={photo.thumbUrl} alt="" className="size-full object-cover" /> : null}
        <CircleAlert
          aria-hidden
          className="absolute right-1.5 bottom-1.5 size-7 rounded-full bg-danger p-1 text-white"
        />
      </span>
      <figcaption className="text-ink-soft text-sm">
        {item ? <b className="font-semibold text-ink">{nameOf(item)}</b> : null}
        {item ? <span className="sr-only">: {t('slideshow.brokenPhoto')}</span> : null}
      </figcaption>
    </figure>
  );
}
