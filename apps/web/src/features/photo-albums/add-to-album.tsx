import type { PhotoAlbum } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { NewOne, PickList } from '../../ui/pick-list.tsx';
import { toast } from '../../ui/toast.tsx';
import { useAddingToAlbum } from './add-to-album-store.ts';
import { AlbumCover } from './album-cover.tsx';
import { useAddToAlbum, useCreateAlbum } from './changes.ts';
import { photoAlbumsQuery } from './queries.ts';

const close = () => useAddingToAlbum.setState({ items: null, onDone: undefined });

/** Which album photos and videos are put into; a new one if none fits. */
export function AddToAlbum() {
  const items = useAddingToAlbum((state) => state.items);
  return (
    <Sheet
      open={items !== null}
      onClose={close}
      title={t('photoAlbums.add')}
      closeLabel={t('app.close')}
      titled
    >
      <div className="grow overflow-y-auto px-7 pt-2 pb-9">
        <Choices />
      </div>
    </Sheet>
  );
}

/** Says that items are in an album now, and leads there. */
function useTellAdded() {
  const navigate = useNavigate();
  return ({ id, title }: PhotoAlbum, count: number) => {
    toast.success(t('photoAlbums.added', { count, title }), {
      action: {
        label: t('photoAlbums.open'),
        onClick: () => void navigate(`/photos/albums/${id}`),
      },
    });
    useAddingToAlbum.getState().onDone?.();
    close();
  };
}

function Choices() {
  const items = useAddingToAlbum((state) => state.items) ?? [];
  const query = useInfiniteQuery(photoAlbumsQuery);
  const tell = useTellAdded();
  const add = useAddToAlbum((album, added) => tell(album, added.length));
  const albums = itemsOf(query.data);
  return (
    <>
      <NewAlbum />
      {query.isPending ? <RowsSkeleton /> : null}
      <PickList
        items={albums}
        show={(album) => ({
          key: album.id,
          cover: <AlbumCover album={album} sizes="48px" className="size-12 rounded-lg" />,
          title: album.title,
          text: t('photoAlbums.count', { count: album.itemCount }),
        })}
        disabled={add.isPending}
        onPick={(album) => add.mutate({ album, items })}
      >
        {query.hasNextPage ? (
          <Button size="sm" className="mt-3" onClick={() => void query.fetchNextPage()}>
            {t('app.more')}
          </Button>
        ) : null}
      </PickList>
    </>
  );
}

function NewAlbum() {
  const items = useAddingToAlbum((state) => state.items) ?? [];
  const tell = useTellAdded();
  const create = useCreateAlbum((album) => tell(album, items.length));
  return (
    <NewOne
      label={t('photoAlbums.new')}
      submitLabel={t('photoAlbums.create')}
      maxLength={300}
      busy={create.isPending}
      onCreate={(title) => create.mutate({ title, items })}
    />
  );
}
