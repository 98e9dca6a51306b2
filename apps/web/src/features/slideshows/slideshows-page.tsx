import { useInfiniteQuery } from '@tanstack/react-query';
import { Clapperboard, Plus } from 'lucide-react';
import { Link } from 'react-router';
import { itemsOf } from '../../api/pages.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { slideshowsQuery } from './queries.ts';
import { SlideshowCard } from './slideshow-card.tsx';

const grid = 'grid grid-cols-1 gap-x-6 gap-y-9 sm:grid-cols-2 xl:grid-cols-3';

/** The caller's slideshows, newest first. */
export function SlideshowsPage() {
  const query = useInfiniteQuery(slideshowsQuery);
  const slideshows = itemsOf(query.data);
  return (
    <Page>
      <PageHeader title={t('slideshows.title')}>
        {slideshows.length > 0 ? <NewButton /> : null}
      </PageHeader>
      {query.isError && slideshows.length === 0 ? (
        <FailedQuery title={t('slideshows.failed')} query={query} />
      ) : null}
      {query.isPending ? <CardsSkeleton /> : null}
      {query.isSuccess && slideshows.length === 0 ? (
        <EmptyState
          icon={<Clapperboard aria-hidden />}
          title={t('slideshows.empty.title')}
          text={t('slideshows.empty.text')}
          className="pt-24"
        >
          <NewButton />
        </EmptyState>
      ) : null}
      <ul className={grid} aria-label={t('slideshows.title')} hidden={slideshows.length === 0}>
        {slideshows.map((slideshow) => (
          <li key={slideshow.id}>
            <SlideshowCard slideshow={slideshow} />
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <div className="mt-10 flex justify-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('studio.picker.more')}
          </Button>
        </div>
      ) : null}
    </Page>
  );
}

function NewButton() {
  return (
    <Button variant="primary" asChild>
      <Link to="/slideshows/new">
        <Plus aria-hidden />
        {t('slideshows.new')}
      </Link>
    </Button>
  );
}

function CardsSkeleton() {
  return (
    <div className={grid}>
      {Array.from({ length: 3 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change
        <Skeleton key={index} className="aspect-video rounded-2xl" />
      ))}
    </div>
  );
}
