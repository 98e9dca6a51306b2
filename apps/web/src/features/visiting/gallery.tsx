import type { ShownMedia } from '@madrigal/contract';
import { Images } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '../../messages/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import type { VisitorSource } from './source.ts';
import { VisitorGrid } from './visitor-grid.tsx';
import { VisitorLightbox } from './visitor-lightbox.tsx';

interface GalleryProps {
  kind: string;
  title: string;
  description: string;
  itemCount: number;
  items: readonly ShownMedia[];
  loading: boolean;
  hasMore: boolean;
  onNearEnd: () => void;
  source: VisitorSource;
  /** Between the words and the pictures. */
  children?: ReactNode;
}

/** An album of somebody else's. Which of its items is open is part of the address. */
export function Gallery(props: GalleryProps) {
  const { items, loading, hasMore, onNearEnd, source } = props;
  const [params, setParams] = useSearchParams();
  const opened = params.get('open');
  return (
    <Page className="pt-4 lg:pt-8">
      <header className="mb-7">
        <p className="font-medium text-ink-soft text-sm">{props.kind}</p>
        <h1 className="mt-1 text-pretty text-4xl sm:text-5xl">{props.title}</h1>
        {props.description ? (
          <p className="mt-3 max-w-2xl whitespace-pre-line text-pretty text-ink-soft">
            {props.description}
          </p>
        ) : null}
        <p className="mt-3 text-ink-soft text-sm">
          {t('photoAlbums.count', { count: props.itemCount })}
        </p>
      </header>
      {props.children}
      {!loading && items.length === 0 ? (
        <EmptyState icon={<Images aria-hidden />} title={t('shared.empty')} />
      ) : null}
      {items.length > 0 ? (
        <VisitorGrid
          items={items}
          onNearEnd={hasMore ? onNearEnd : undefined}
          onOpen={(open) => setParams({ open }, { preventScrollReset: true })}
        />
      ) : null}
      {opened && items.length > 0 ? (
        <VisitorLightbox
          {...{ items, source }}
          mediaId={opened}
          onNearEnd={hasMore ? onNearEnd : null}
        />
      ) : null}
    </Page>
  );
}
