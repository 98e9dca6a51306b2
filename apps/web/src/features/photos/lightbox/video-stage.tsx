import type { ShownMedia, VideoPlayback } from '@madrigal/contract';
import { type UndefinedInitialDataOptions, useQuery } from '@tanstack/react-query';
import { describeError, isCode } from '../../../api/problem.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { VideoPlayer } from '../../video/video-player.tsx';
import { nameOf } from '../media.ts';
import { Picture } from '../picture.tsx';

/** A video that is being made is looked for again; its event may get lost. */
const lookAgainMs = 3000;

interface VideoStageProps<K extends readonly unknown[]> {
  item: ShownMedia;
  /** What to ask for its addresses. */
  playback: UndefinedInitialDataOptions<VideoPlayback, Error, VideoPlayback, K>;
  autoPlay?: boolean;
}

/** One video as large as the window, with its controls. */
export function VideoStage<K extends readonly unknown[]>(props: VideoStageProps<K>) {
  const { item, playback, autoPlay = true } = props;
  const query = useQuery({
    ...playback,
    refetchInterval: ({ state }) =>
      isCode(state.error, 'rendition_not_ready') ? lookAgainMs : false,
  });
  if (query.data) {
    return (
      <div className="grid size-full place-items-center">
        <VideoPlayer
          title={nameOf(item)}
          playback={query.data}
          onLost={() => void query.refetch()}
          autoPlay={autoPlay}
          className="size-full"
        />
      </div>
    );
  }
  const failed = query.isError && !isCode(query.error, 'rendition_not_ready');
  return (
    <div className="relative size-full">
      <Picture item={item} alt="" sizes="100vw" fit="contain" eager className="opacity-50" />
      <div
        role="status"
        className="absolute inset-0 flex flex-col items-center justify-center gap-4 text-white"
      >
        {failed ? null : <Spinner className="size-10" />}
        <p>{failed ? describeError(query.error) : t('video.loading')}</p>
        {failed ? <Button onClick={() => void query.refetch()}>{t('app.retry')}</Button> : null}
      </div>
    </div>
  );
}
