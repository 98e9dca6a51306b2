import { endpoints, type SlideshowDetails } from '@madrigal/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Film, Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { describeError } from '../../../api/problem.ts';
import { request } from '../../../api/request.ts';
import { formatClock } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { FailedQuery } from '../../../ui/failure.tsx';
import { Page } from '../../../ui/page.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { toast } from '../../../ui/toast.tsx';
import { albumQuery, chosenQuery, copyQuery } from './copy-query.ts';
import { type Draft, emptyDraft, faultOf, lengthOf, toSpec } from './draft.ts';
import { PhotoSection } from './photo-section.tsx';
import { Settings } from './settings.tsx';
import { Stage } from './stage.tsx';

/**
 * Where slideshows are made. `?from=` begins with what another one is, `?album=` with the best photos
 * of an album, and who comes with photos in the state of the address begins with those.
 */
export function StudioPage() {
  const [params] = useSearchParams();
  const chosen = idsOf(useLocation().state);
  const from = params.get('from');
  const album = params.get('album');
  const copy = useQuery({ ...copyQuery(from ?? ''), enabled: from !== null });
  const best = useQuery({ ...albumQuery(album ?? ''), enabled: from === null && album !== null });
  const isChosen = from === null && album === null && chosen.length > 0;
  const photos = useQuery({ ...chosenQuery(chosen), enabled: isChosen });
  const starts = [copy, best, photos];
  const failed = starts.find(({ isError }) => isError);
  return (
    <Page>
      <header className="mb-6 flex flex-col gap-3">
        <Link
          to="/slideshows"
          className="inline-flex items-center gap-2 self-start rounded-lg font-medium text-[13px] text-ink-soft hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('studio.back')}
        </Link>
        <h1 className="text-4xl">{t('studio.title')}</h1>
      </header>
      {starts.some(({ isLoading }) => isLoading) ? (
        <Skeleton className="aspect-video max-w-3xl rounded-3xl" />
      ) : failed ? (
        <FailedQuery title={t('studio.picker.failed')} query={failed} />
      ) : (
        <Studio key={from ?? album} start={copy.data ?? best.data ?? photos.data ?? emptyDraft} />
      )}
    </Page>
  );
}

/** What a page of photos hands over; a state of something else holds none. */
function idsOf(state: unknown): string[] {
  const ids = (state as { mediaIds?: unknown } | null)?.mediaIds;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

function Studio({ start }: { start: Draft }) {
  const [draft, setDraft] = useState(start);
  const [previewId, setPreviewId] = useState<string | null>(null);
  const change = (next: Draft) => {
    setDraft(next);
    setPreviewId(null);
  };
  return (
    <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_360px]">
      <div className="flex min-w-0 flex-col gap-8">
        <div className="flex flex-col gap-5">
          <Stage draft={draft} previewId={previewId} />
          <MakeBar draft={draft} onPreview={setPreviewId} />
        </div>
        <PhotoSection draft={draft} onChange={change} />
      </div>
      <aside className="lg:sticky lg:top-6">
        <Settings draft={draft} onChange={(changes) => change({ ...draft, ...changes })} />
      </aside>
    </div>
  );
}

function useMake(draft: Draft, preview: boolean, onMade: (made: SlideshowDetails) => void) {
  const client = useQueryClient();
  // The same draft asked for twice, for want of an answer, is one slideshow.
  const key = useRef<{ draft: Draft; key: string } | null>(null);
  return useMutation({
    mutationFn: () => {
      if (key.current?.draft !== draft) key.current = { draft, key: crypto.randomUUID() };
      const body = { spec: toSpec(draft), preview };
      return request(endpoints.createSlideshow, { body, idempotencyKey: key.current.key });
    },
    onSuccess: onMade,
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['slideshows', 'list'] }),
  });
}

function MakeBar({ draft, onPreview }: { draft: Draft; onPreview: (id: string) => void }) {
  const navigate = useNavigate();
  const preview = useMake(draft, true, ({ id }) => onPreview(id));
  const render = useMake(draft, false, ({ id }) => void navigate(`/slideshows/${id}`));
  const fault = faultOf(draft);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="grow text-ink-soft text-sm tabular-nums max-sm:basis-full">
        {fault
          ? t(fault)
          : `${t('slideshows.photos', { count: draft.photos.length })} · ${formatClock(lengthOf(draft))}`}
      </p>
      <Button disabled={fault !== null} busy={preview.isPending} onClick={() => preview.mutate()}>
        <Play aria-hidden />
        {t('studio.preview')}
      </Button>
      <Button
        variant="primary"
        className="max-sm:grow"
        disabled={fault !== null}
        busy={render.isPending}
        onClick={() => render.mutate()}
      >
        <Film aria-hidden />
        {t('studio.render')}
      </Button>
    </div>
  );
}
