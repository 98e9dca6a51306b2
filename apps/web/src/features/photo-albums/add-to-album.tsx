import type { PhotoAlbum } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
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
  const albums = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <NewAlbum />
      {query.isPending ? <RowsSkeleton /> : null}
      <ul className="-mx-2 mt-5">
        {albums.map((album) => (
          <li key={album.id}>
            <button
              type="button"
              disabled={add.isPending}
              onClick={() => add.mutate({ album, items })}
              className="flex w-full items-center gap-3.5 rounded-xl p-2 text-left hover:bg-hover"
            >
              <AlbumCover album={album} sizes="48px" className="size-12 rounded-lg" />
              <span className="min-w-0">
                <span className="block truncate font-medium text-[15px]">{album.title}</span>
                <span className="block text-[13px] text-ink-soft">
                  {t('photoAlbums.count', { count: album.itemCount })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button size="sm" className="mt-3" onClick={() => void query.fetchNextPage()}>
          {t('app.more')}
        </Button>
      ) : null}
    </>
  );
}

function NewAlbum() {
  const items = useAddingToAlbum((state) => state.items) ?? [];
  const [title, setTitle] = useState('');
  const tell = useTellAdded();
  const create = useCreateAlbum((album) => tell(album, items.length));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim()) create.mutate({ title: title.trim(), items });
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-2.5">
      <TextField
        label={t('photoAlbums.new')}
        value={title}
        maxLength={300}
        onChange={(event) => setTitle(event.target.value)}
        className="grow"
      />
      <Button
        type="submit"
        variant="primary"
        className="h-12"
        busy={create.isPending}
        disabled={!title.trim()}
      >
        <Plus aria-hidden />
        {t('photoAlbums.create')}
      </Button>
    </form>
  );
}
