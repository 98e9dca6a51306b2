import { Upload } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { collectInput } from '../uploads/collect.ts';
import { sendIntoAlbum } from '../uploads/into-album.ts';

interface AlbumUploadProps {
  photoAlbumId: string;
  /** As a button with its name, where it is what one does next. */
  primary?: boolean;
}

/** Chooses files that are uploaded and join the album. */
export function AlbumUpload({ photoAlbumId, primary = false }: AlbumUploadProps) {
  const input = useRef<HTMLInputElement>(null);
  const choose = () => input.current?.click();
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    if (currentTarget.files) void sendIntoAlbum(photoAlbumId, collectInput(currentTarget.files));
    // So that the same file can be chosen twice in a row.
    currentTarget.value = '';
  };
  return (
    <>
      {primary ? (
        <Button variant="primary" onClick={choose}>
          <Upload aria-hidden />
          {t('photoAlbums.upload')}
        </Button>
      ) : (
        <IconButton label={t('photoAlbums.upload')} onClick={choose}>
          <Upload />
        </IconButton>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*,video/*,.heic,.heif,.dng,.cr2,.cr3,.nef,.arw,.mkv,.mts,.m2ts"
        aria-label={t('photoAlbums.upload')}
        data-testid="album-files"
        onChange={onChange}
      />
    </>
  );
}
