import type { SharedItem, SharedView, ShownMedia } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ImageOff } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { sharedItemsQuery } from '../sharing/queries.ts';
import { sharedByText } from '../sharing/shared-by.ts';
import { Gallery } from './gallery.tsx';
import { GuestUpload } from './guest-upload.tsx';
import { Single } from './single.tsx';
import { byLink } from './source.ts';

interface SharedProps {
  view: SharedView;
  token: string;
}

/** Items of a link that are being made ready are looked for again, this often. */
const lookAgainMs = 4000;

function mediaOf(items: readonly SharedItem[]): ShownMedia[] {
  return items.flatMap((item) => (item.type === 'media' ? [item.media] : []));
}

/** What a visitor sent is in the album once its pictures are made: it is looked for so long. */
const arrivingMs = 5 * 60_000;

/** Whether pictures of some of them are still missing. */
function isUnfinished(items: readonly ShownMedia[]): boolean {
  return items.some(({ access }) => access === null);
}

/** One photo or video behind a link. */
export function SharedMedia({ view, token }: SharedProps) {
  const query = useInfiniteQuery({
    ...sharedItemsQuery(token),
    refetchInterval: ({ state }) =>
      isUnfinished(mediaOf(state.data?.pages[0]?.items ?? [])) ? lookAgainMs : false,
  });
  const [item] = mediaOf(query.data?.pages[0]?.items ?? []);
  if (query.isPending) {
    return (
      <Page>
        <Skeleton className="h-[60dvh] rounded-2xl" />
      </Page>
    );
  }
  if (!item) {
    return <EmptyState icon={<ImageOff aria-hidden />} heading="h1" title={t('shared.empty')} />;
  }
  return (
    <Single
      item={item}
      sharedBy={sharedByText(view)}
      note={view.description}
      source={byLink(token)}
    />
  );
}

/** A photo album behind a link, to which visitors may be asked to add. */
export function SharedPhotoAlbum({ view, token }: SharedProps) {
  const [lastArrival, setLastArrival] = useState(Number.NEGATIVE_INFINITY);
  const query = useInfiniteQuery({
    ...sharedItemsQuery(token),
    refetchInterval: ({ state }) => {
      const shown = mediaOf(itemsOf(state.data));
      const arriving = Date.now() - lastArrival < arrivingMs;
      return arriving || isUnfinished(shown) ? lookAgainMs : false;
    },
  });
  const { fetchNextPage, isFetching, hasNextPage } = query;
  const nearEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const items = useMemo(() => mediaOf(itemsOf(query.data)), [query.data]);
  const source = useMemo(() => byLink(token), [token]);
  return (
    <Gallery
      kind={`${t('shared.kind.photo_album')} · ${sharedByText(view)}`}
      title={view.title}
      description={view.description}
      itemCount={Math.max(view.itemCount, items.length)}
      loading={query.isPending}
      hasMore={query.hasNextPage}
      onNearEnd={nearEnd}
      {...{ items, source }}
    >
      {view.allowGuestUpload ? (
        <GuestUpload token={token} onArrived={() => setLastArrival(Date.now())} />
      ) : null}
    </Gallery>
  );
}
