import type { SlideshowDetails } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import {
  ArrowLeft,
  CircleAlert,
  Download,
  Ellipsis,
  Link2,
  PencilLine,
  RotateCcw,
  Trash2,
  WandSparkles,
} from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { formatBytes, formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ShareDialog } from '../sharing/share-dialog.tsx';
import { BrokenPhoto } from './broken-photo.tsx';
import { isUnfinished, slideshowQuery, useSlideshowActions } from './queries.ts';
import { RenameDialog } from './rename-dialog.tsx';
import { RenderProgress } from './status.tsx';
import { VideoPlayer } from './video-player.tsx';

/** One slideshow: the video, or how far it is. */
export function SlideshowPage() {
  const { slideshowId = '' } = useParams();
  const query = useQuery(slideshowQuery(slideshowId));
  return (
    <Page className="max-w-[1200px]">
      <Link
        to="/slideshows"
        className="mb-5 inline-flex items-center gap-2 rounded-lg font-medium text-[13px] text-ink-soft hover:text-ink"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('studio.back')}
      </Link>
      {query.isPending ? <Skeleton className="aspect-video rounded-3xl" /> : null}
      {query.isError && !query.data ? (
        <FailedQuery title={t('slideshow.failed')} query={query} />
      ) : null}
      {query.data ? <Details slideshow={query.data} /> : null}
    </Page>
  );
}

function Details({ slideshow }: { slideshow: SlideshowDetails }) {
  const { name, video, skipped } = slideshow;
  return (
    <>
      {video ? <VideoPlayer name={name} video={video} /> : <Stage slideshow={slideshow} />}
      <div className="mt-6 flex flex-wrap items-start gap-x-6 gap-y-4">
        <div className="min-w-0 grow basis-72">
          <h1 className="text-pretty text-3xl sm:text-4xl">{name}</h1>
          <p className="mt-2 text-ink-soft text-sm tabular-nums">{factsOf(slideshow)}</p>
          {skipped.length > 0 ? (
            <p className="mt-2 text-sm text-warn">
              {t('slideshow.skipped', { count: skipped.length })}
            </p>
          ) : null}
        </div>
        <Actions slideshow={slideshow} />
      </div>
    </>
  );
}

function factsOf({ photoCount, video }: SlideshowDetails): string {
  const facts = [t('slideshows.photos', { count: photoCount })];
  if (video) {
    const { durationMs, width, height, sizeBytes } = video;
    facts.push(formatClock(durationMs), `${width} × ${height}`, formatBytes(sizeBytes));
  }
  return facts.join(' · ');
}

function Actions({ slideshow }: { slideshow: SlideshowDetails }) {
  const { id, name, video } = slideshow;
  const [open, setOpen] = useState<'share' | 'rename' | 'delete' | null>(null);
  const { rename, remove } = useSlideshowActions(slideshow);
  const navigate = useNavigate();
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap items-center gap-2.5">
      {video ? (
        <>
          <Button variant="primary" asChild>
            <a href={video.downloadUrl} download={video.fileName}>
              <Download aria-hidden />
              {t('slideshow.download')}
            </a>
          </Button>
          <Button onClick={() => setOpen('share')}>
            <Link2 aria-hidden />
            {t('slideshow.share')}
          </Button>
        </>
      ) : null}
      <Menu
        trigger={
          <IconButton label={t('slideshow.more', { name })}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => void navigate(`/slideshows/new?from=${id}`)}>
          <WandSparkles aria-hidden />
          {t('slideshow.remix')}
        </MenuItem>
        <MenuItem onSelect={() => setOpen('rename')}>
          <PencilLine aria-hidden />
          {t('slideshow.rename')}
        </MenuItem>
        <MenuItem onSelect={() => setOpen('delete')}>
          <Trash2 aria-hidden />
          {t('slideshow.delete')}
        </MenuItem>
      </Menu>
      <ShareDialog
        open={open === 'share'}
        onClose={close}
        target={{ kind: 'slideshow', targetId: id, title: name }}
      />
      <RenameDialog
        open={open === 'rename'}
        onClose={close}
        name={name}
        busy={rename.isPending}
        onRename={(next) => rename.mutate(next, { onSuccess: close })}
      />
      <Confirm
        open={open === 'delete'}
        onClose={close}
        title={t('slideshow.delete.title', { name })}
        text={t('slideshow.delete.text')}
      >
        <Button onClick={close}>{t('slideshow.cancel')}</Button>
        <Button
          variant="danger"
          busy={remove.isPending}
          onClick={() =>
            remove.mutate(undefined, { onSuccess: () => void navigate('/slideshows') })
          }
        >
          {t('slideshow.delete')}
        </Button>
      </Confirm>
    </div>
  );
}

/** Where the video will be: progress, or why there is none. */
function Stage({ slideshow }: { slideshow: SlideshowDetails }) {
  const { state, failure } = slideshow;
  const { cancel, retry } = useSlideshowActions(slideshow);
  const again = (options: { skipBroken?: boolean }) => (
    <Button variant="primary" busy={retry.isPending} onClick={() => retry.mutate(options)}>
      <RotateCcw aria-hidden />
      {options.skipBroken ? t('slideshow.retryWithout') : t('slideshow.retry')}
    </Button>
  );
  return (
    <section
      aria-live="polite"
      className="grid aspect-video place-items-center rounded-3xl bg-sunken p-6"
    >
      {isUnfinished(slideshow) ? (
        <div className="flex w-full max-w-md flex-col gap-5">
          <RenderProgress slideshow={slideshow} />
          <p className="text-pretty text-center text-ink-soft text-sm max-sm:hidden">
            {state === 'queued' ? t('slideshow.queued.text') : t('slideshow.rendering.text')}
          </p>
          <Button className="self-center" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('slideshow.cancel')}
          </Button>
        </div>
      ) : (
        <div className="flex max-w-md flex-col items-center gap-4 text-center">
          {failure?.mediaId ? (
            <BrokenPhoto mediaId={failure.mediaId} />
          ) : (
            <CircleAlert aria-hidden className="size-9 text-ink-faint" />
          )}
          <p className="text-pretty">
            {state === 'failed' ? failure?.message : t('slideshow.cancelled.text')}
          </p>
          {failure?.mediaId ? again({ skipBroken: true }) : again({})}
        </div>
      )}
    </section>
  );
}
