import type { PhotoAlbum } from '@madrigal/contract';
import { Globe, Link2 } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { AlbumCover } from './album-cover.tsx';

/** Height of the words below the cover, in pixels. */
export const albumTextHeight = 62;

export function PhotoAlbumCard({ album }: { album: PhotoAlbum }) {
  const { visibility } = album;
  const Icon = visibility === 'public' ? Globe : Link2;
  return (
    <Link to={`/photos/albums/${album.id}`} className="group block rounded-2xl">
      <span className="relative block">
        <AlbumCover
          album={album}
          sizes="240px"
          className="aspect-square w-full rounded-2xl shadow-cover transition-transform duration-300 group-hover:scale-[1.02]"
        />
        {visibility === 'private' ? null : (
          <span
            title={t(`photos.visibility.${visibility}`)}
            className="absolute right-2.5 bottom-2.5 grid size-7 place-items-center rounded-full bg-black/65 text-white"
          >
            <Icon aria-hidden className="size-4" />
            <span className="sr-only">{t(`photos.visibility.${visibility}`)}</span>
          </span>
        )}
      </span>
      <span className="mt-3 block truncate font-semibold text-sm">{album.title}</span>
      <span className="mt-0.5 block truncate text-[13px] text-ink-soft">
        {t('photoAlbums.count', { count: album.itemCount })}
      </span>
    </Link>
  );
}
