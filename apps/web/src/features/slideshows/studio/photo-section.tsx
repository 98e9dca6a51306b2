import { useMutation } from '@tanstack/react-query';
import { CalendarArrowDown, ImagePlus, Shuffle, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../../api/problem.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { toast } from '../../../ui/toast.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import { allPhotos } from '../photos.ts';
import { BEST_COUNT, bestPhotos } from './best-photos.ts';
import {
  changePhoto,
  choosePhotos,
  type Draft,
  movePhoto,
  removePhoto,
  shuffle,
  sortByDate,
} from './draft.ts';
import { PhotoPicker } from './photo-picker.tsx';
import { Storyboard } from './storyboard.tsx';

/** The photos of a draft: chosen, put in order and captioned. */
export function PhotoSection({
  draft,
  onChange,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
}) {
  const [picking, setPicking] = useState(false);
  const best = useMutation({
    mutationFn: () => allPhotos(),
    onSuccess: (photos) => onChange(choosePhotos(draft, bestPhotos(photos, BEST_COUNT))),
    onError: (error) => toast.error(describeError(error)),
  });
  const { photos } = draft;
  const add = (
    <Button variant={photos.length > 0 ? 'secondary' : 'primary'} onClick={() => setPicking(true)}>
      <ImagePlus aria-hidden />
      {t('studio.add')}
    </Button>
  );
  const pickBest = (
    <Tooltip text={t('studio.best.text')}>
      <Button busy={best.isPending} onClick={() => best.mutate()}>
        <Sparkles aria-hidden />
        {t('studio.best')}
      </Button>
    </Tooltip>
  );
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2.5">
        <h2 className="grow text-lg max-sm:basis-full">{t('studio.photos')}</h2>
        {photos.length > 0 ? (
          <>
            <IconButton
              label={t('studio.chronological')}
              onClick={() => onChange(sortByDate(draft))}
            >
              <CalendarArrowDown />
            </IconButton>
            <IconButton
              label={t('studio.shuffle')}
              onClick={() => onChange(shuffle(draft, Math.random))}
            >
              <Shuffle />
            </IconButton>
            {pickBest}
            {add}
          </>
        ) : null}
      </div>
      {photos.length > 0 ? (
        <>
          <p className="text-[13px] text-ink-soft">{t('studio.photos.text')}</p>
          <Storyboard
            photos={photos}
            onMove={(from, to) => onChange(movePhoto(draft, from, to))}
            onRemove={(key) => onChange(removePhoto(draft, key))}
            onCaption={(key, caption) => onChange(changePhoto(draft, key, caption))}
          />
        </>
      ) : (
        <div className="flex flex-col items-center rounded-3xl border-2 border-line border-dashed px-6 py-14 text-center">
          <p className="font-semibold text-xl">{t('studio.empty.title')}</p>
          <p className="mt-2 text-ink-soft">{t('studio.empty.text')}</p>
          <div className="mt-6 flex flex-wrap justify-center gap-3">
            {add}
            {pickBest}
          </div>
        </div>
      )}
      <PhotoPicker
        open={picking}
        onClose={() => setPicking(false)}
        chosen={photos.map(({ photo }) => photo)}
        onChoose={(chosen) => {
          onChange(choosePhotos(draft, chosen));
          setPicking(false);
        }}
      />
    </section>
  );
}
