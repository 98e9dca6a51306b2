import type { MediaVisibility } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { toast } from '../../ui/toast.tsx';
import { useEditAlbum } from '../photo-albums/changes.ts';
import { photoAlbumQuery } from '../photo-albums/queries.ts';
import { useEditMedia } from '../photos/changes.ts';
import { mediaQuery } from '../photos/queries.ts';
import { visibilities } from '../photos/visibility.tsx';
import type { ShareTarget } from './queries.ts';

/** Who sees a photo, video or photo album, above its links; nothing for other things. */
export function ShareVisibility({ target }: { target: ShareTarget }) {
  if (target.kind === 'media') return <OfMedia key={target.targetId} mediaId={target.targetId} />;
  if (target.kind === 'photo_album') {
    return <OfAlbum key={target.targetId} photoAlbumId={target.targetId} />;
  }
  return null;
}

function OfMedia({ mediaId }: { mediaId: string }) {
  const item = useQuery(mediaQuery(mediaId)).data;
  const edit = useEditMedia(mediaId);
  if (!item) return null;
  return (
    <Visibility
      value={item.visibility}
      onChange={(visibility) => edit.mutate({ visibility })}
      path={`/p/media/${mediaId}`}
    />
  );
}

function OfAlbum({ photoAlbumId }: { photoAlbumId: string }) {
  const album = useQuery(photoAlbumQuery(photoAlbumId)).data;
  const edit = useEditAlbum(photoAlbumId);
  if (!album) return null;
  return (
    <Visibility
      value={album.visibility}
      onChange={(visibility) => edit.mutate({ visibility })}
      path={`/p/albums/${photoAlbumId}`}
    />
  );
}

interface VisibilityProps {
  value: MediaVisibility;
  onChange: (visibility: MediaVisibility) => void;
  /** Of its page, once it is public. */
  path: string;
}

function Visibility({ value, onChange, path }: VisibilityProps) {
  return (
    <section aria-label={t('share.who')} className="flex flex-col gap-2.5">
      <div>
        <Segmented
          label={t('share.who')}
          value={value}
          options={visibilities()}
          onChange={onChange}
        />
      </div>
      <p className="text-[13px] text-ink-soft">{t(`photos.visibility.${value}.text`)}</p>
      {value === 'public' ? <PublicAddress path={path} /> : null}
    </section>
  );
}

function PublicAddress({ path }: { path: string }) {
  const address = new URL(path, location.origin).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      toast.success(t('share.copied'));
    } catch {
      // Browsers refuse on plain HTTP: the field can still be copied by hand.
    }
  };
  return (
    <div className="flex items-center gap-2">
      <input
        readOnly
        aria-label={t('share.public')}
        value={address}
        onFocus={(event) => event.currentTarget.select()}
        className="h-10 min-w-0 grow truncate rounded-xl bg-hover px-3.5 text-sm"
      />
      <IconButton label={t('share.copy')} onClick={() => void copy()}>
        <Copy />
      </IconButton>
    </div>
  );
}
