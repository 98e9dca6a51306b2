import { useQuery } from '@tanstack/react-query';
import { Clapperboard } from 'lucide-react';
import { t } from '../../../messages/index.ts';
import { Progress } from '../../../ui/progress.tsx';
import { isUnfinished, slideshowQuery } from '../queries.ts';
import { fitted, VideoPlayer } from '../video-player.tsx';
import type { Draft } from './draft.ts';
import { Turns } from './turns.tsx';

const shapes: Readonly<Record<Draft['aspect'], number>> = {
  '16:9': 16 / 9,
  '9:16': 9 / 16,
  '1:1': 1,
  '4:3': 4 / 3,
};
const STAGE_HEIGHT = '52dvh';

interface StageProps {
  draft: Draft;
  /** The preview that was asked for last. */
  previewId: string | null;
}

/** Where one sees what it will look like: the preview, or the photos in turns. */
export function Stage({ draft, previewId }: StageProps) {
  const preview = useQuery({ ...slideshowQuery(previewId ?? ''), enabled: previewId !== null });
  const made = previewId === null ? undefined : preview.data;
  if (made?.video)
    return <VideoPlayer name={t('studio.preview.video')} video={made.video} autoPlay />;
  return (
    <div
      className="relative mx-auto overflow-hidden rounded-3xl bg-sunken shadow-cover"
      style={fitted(shapes[draft.aspect], STAGE_HEIGHT)}
    >
      {draft.photos.length > 0 ? <Turns draft={draft} shape={shapes[draft.aspect]} /> : <Nothing />}
      {made && isUnfinished(made) ? (
        <div className="absolute inset-x-0 bottom-0 bg-linear-to-t from-black/75 to-transparent p-5 pt-12">
          <p className="mb-2 font-medium text-sm text-white">{t('studio.preview.busy')}</p>
          <Progress
            label={t('studio.preview.busy')}
            value={made.percent > 0 ? made.percent / 100 : null}
          />
        </div>
      ) : null}
      {made?.state === 'failed' ? (
        <p role="alert" className="absolute inset-x-0 bottom-0 bg-black/75 p-5 text-sm text-white">
          {made.failure?.message}
        </p>
      ) : null}
    </div>
  );
}

function Nothing() {
  return (
    <div className="absolute inset-0 grid place-items-center text-ink-faint">
      <Clapperboard aria-hidden strokeWidth={1.25} className="size-14" />
    </div>
  );
}
