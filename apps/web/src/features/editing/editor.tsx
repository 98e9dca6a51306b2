import { t } from '../../messages/index.ts';
import { Sheet } from '../../ui/dialog.tsx';
import { AlbumForm } from './album-form.tsx';
import { ArtistForm, MergeForm } from './artist-forms.tsx';
import { ArtistPictureForm, CoverForm } from './cover-form.tsx';
import { closeEditor, type EditTarget, useEditTarget } from './edit-target.ts';
import { NewAlbumForm } from './new-album-form.tsx';
import { SongForm } from './song-form.tsx';

/** The sheet in which admins change the catalogue. */
export function Editor() {
  const target = useEditTarget((state) => state.target);
  return (
    <Sheet
      open={target !== null}
      onClose={closeEditor}
      title={target ? titleOf(target) : ''}
      closeLabel={t('app.close')}
      titled
    >
      {target ? <Form target={target} /> : null}
    </Sheet>
  );
}

function titleOf(target: EditTarget): string {
  if (target.kind !== 'songs') return t(`editing.title.${target.kind}`);
  return t('editing.title.songs', { count: target.songs.length });
}

function Form({ target }: { target: EditTarget }) {
  switch (target.kind) {
    case 'songs':
      return <SongForm songs={target.songs} />;
    case 'newAlbum':
      return <NewAlbumForm songs={target.songs} />;
    case 'album':
      return <AlbumForm album={target.album} />;
    case 'cover':
      return <CoverForm album={target.album} />;
    case 'artist':
      return <ArtistForm artist={target.artist} />;
    case 'picture':
      return <ArtistPictureForm artist={target.artist} />;
    case 'merge':
      return <MergeForm artist={target.artist} />;
  }
}
