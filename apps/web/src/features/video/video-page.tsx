import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { t } from '../../messages/index.ts';
import { FailedQuery } from '../../ui/failure.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { playbackQuery } from './queries.ts';
import { VideoPlayer } from './video-player.tsx';

/** One video by itself, as large as the window allows. */
export function VideoPage() {
  const { mediaId = '' } = useParams();
  const query = useQuery(playbackQuery(mediaId));
  if (query.isPending) return <Skeleton className="aspect-video w-full" />;
  if (query.isError) {
    return <FailedQuery title={t('video.failed')} query={query} />;
  }
  const { width, height } = query.data;
  return (
    <div className="mx-auto flex w-full max-w-[1600px] flex-col gap-4 sm:p-6">
      <h1 className="sr-only">{t('video.title')}</h1>
      <div
        className="mx-auto w-full"
        style={{ maxWidth: `calc((100dvh - 12rem) * ${width / Math.max(1, height)})` }}
      >
        <div style={{ aspectRatio: `${width} / ${height}` }}>
          <VideoPlayer
            title={t('video.title')}
            playback={query.data}
            onLost={() => void query.refetch()}
            className="size-full sm:rounded-2xl"
          />
        </div>
      </div>
    </div>
  );
}
