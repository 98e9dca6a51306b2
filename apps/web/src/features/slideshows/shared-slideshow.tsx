import type { SharedView } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { sharedItemsQuery } from '../sharing/queries.ts';
import { sharedByText } from '../sharing/shared-by.ts';
import { VideoPlayer } from './video-player.tsx';

/** A slideshow behind a link. */
export function SharedSlideshow({ view, token }: { view: SharedView; token: string }) {
  const query = useInfiniteQuery(sharedItemsQuery(token));
  const item = query.data?.pages[0]?.items.find(({ type }) => type === 'slideshow');
  const video = item?.type === 'slideshow' ? item.video : null;
  return (
    <Page className="max-w-[1200px]">
      {video ? (
        <VideoPlayer name={view.title} video={video} />
      ) : (
        <Skeleton className="aspect-video rounded-3xl" />
      )}
      <div className="mt-6 flex flex-wrap items-start gap-4">
        <div className="min-w-0 grow basis-72">
          <h1 className="text-pretty text-3xl sm:text-4xl">{view.title}</h1>
          <p className="mt-2 text-ink-soft text-sm">
            {sharedByText(view)}
            {view.durationMs === null ? null : ` · ${formatClock(view.durationMs)}`}
          </p>
          {view.description ? (
            <p className="mt-3 max-w-2xl whitespace-pre-line text-pretty">{view.description}</p>
          ) : null}
        </div>
        {video ? (
          <Button variant="primary" asChild>
            <a href={video.downloadUrl} download={video.fileName}>
              <Download aria-hidden />
              {t('slideshow.download')}
            </a>
          </Button>
        ) : null}
      </div>
    </Page>
  );
}
