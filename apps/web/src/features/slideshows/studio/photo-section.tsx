import { CalendarArrowDown, ImagePlus, Shuffle } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { BestMenu } from './best-menu.tsx';
import { ClipSheet } from './clip-sheet.tsx';
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
  const [clipOf, setClipOf] = useState<string | null>(null);
  const { photos } = draft;
  const editing = photos.find(({ key }) => key === clipOf);
  const add = (
    <Button variant={photos.length > 0 ? 'secondary' : 'primary'} onClick={() => setPicking(true)}>
      <ImagePlus aria-hidden />
      {t('studio.add')}
    </Button>
  );
  const pickBest = <BestMenu onPick={(best) => onChange(choosePhotos(draft, best))} />;
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
            onCaption={(key, caption) => onChange(changePhoto(draft, key, { caption }))}
            onClip={setClipOf}
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
      <ClipSheet
        editing={editing?.clip ? { photo: editing.photo, clip: editing.clip } : null}
        onChange={(clip) => onChange(changePhoto(draft, editing?.key ?? '', { clip }))}
        onClose={() => setClipOf(null)}
      />
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
