import type { ShownPhotoAlbum } from '@madrigal/contract';
import { Images } from 'lucide-react';
import { cn } from '../../ui/cn.ts';
import { Picture } from '../photos/picture.tsx';

interface AlbumCoverProps {
  album: Pick<ShownPhotoAlbum, 'cover'>;
  /** As of `<img sizes>`. */
  sizes: string;
  className?: string;
}

/** What stands for a photo album; a sign for one that is empty. */
export function AlbumCover({ album: { cover }, sizes, className }: AlbumCoverProps) {
  return (
    <span
      className={cn(
        'grid shrink-0 place-items-center overflow-hidden bg-sunken text-ink-faint',
        className,
      )}
    >
      {cover ? (
        <Picture
          key={`${cover.id} ${cover.renditions.length}`}
          item={cover}
          alt=""
          sizes={sizes}
          fit="cover"
        />
      ) : (
        <Images aria-hidden strokeWidth={1.25} className="size-2/5" />
      )}
    </span>
  );
}
