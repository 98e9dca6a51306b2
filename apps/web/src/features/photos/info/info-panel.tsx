import type { MediaDetails, MediaItem } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { DraftArea, useDraft } from '../../../ui/draft.tsx';
import { FailedQuery } from '../../../ui/failure.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useEditMedia } from '../changes.ts';
import { mediaQuery } from '../queries.ts';
import { visibilities } from '../visibility.tsx';
import { Facts } from './facts.tsx';
import { Similar } from './similar.tsx';
import { Tags } from './tags.tsx';

/** All that is known of an item, and what its owner can change. */
export function InfoPanel({ item, onClose }: { item: MediaItem; onClose: () => void }) {
  const query = useQuery(mediaQuery(item.id));
  return (
    <aside
      aria-label={t('photos.info')}
      className="flex w-full shrink-0 flex-col gap-7 overflow-y-auto bg-surface px-6 pt-5 pb-10 text-ink max-sm:h-[60dvh] max-sm:rounded-t-3xl sm:w-[360px]"
    >
      <div className="flex items-center">
        <h2 className="grow text-xl">{t('photos.info')}</h2>
        <IconButton label={t('photos.info.close')} onClick={onClose}>
          <X />
        </IconButton>
      </div>
      {query.isPending ? <Skeleton className="h-64" /> : null}
      {query.isError && !query.data ? (
        <FailedQuery title={t('photos.failed')} query={query} />
      ) : null}
      {query.data ? <Details item={query.data} /> : null}
    </aside>
  );
}

function Details({ item }: { item: MediaDetails }) {
  const edit = useEditMedia(item.id);
  return (
    <>
      <NameForm item={item} onSave={(title) => edit.mutate({ title })} />
      <DraftArea
        label={t('photos.caption')}
        kept={item.caption}
        maxLength={5000}
        className="-mt-3"
        onSave={(caption) => edit.mutate({ caption })}
      />
      <Tags
        tags={item.tags}
        onAdd={(tag) => edit.mutate({ addTags: [tag] })}
        onRemove={(tag) => edit.mutate({ removeTags: [tag] })}
      />
      <section className="flex flex-col gap-2">
        <h3 className="font-medium text-[13px] text-ink-soft">{t('photos.visibility')}</h3>
        <div>
          <Segmented
            label={t('photos.visibility')}
            value={item.visibility}
            options={visibilities()}
            onChange={(visibility) => edit.mutate({ visibility })}
          />
        </div>
        <p className="text-[13px] text-ink-faint">
          {t(`photos.visibility.${item.visibility}.text`)}
        </p>
      </section>
      <Facts item={item} onDate={(capturedAt) => edit.mutate({ capturedAt })} />
      <Similar item={item} />
    </>
  );
}

function NameForm({ item, onSave }: { item: MediaDetails; onSave: (title: string) => void }) {
  const { changed, onSubmit, field } = useDraft(item.title, onSave);
  return (
    <form onSubmit={onSubmit} className="flex items-end gap-2">
      <TextField
        {...field}
        label={t('photos.name')}
        className="grow"
        placeholder={item.fileName}
        maxLength={300}
      />
      {changed ? (
        <Button type="submit" variant="primary" className="mb-1">
          {t('app.save')}
        </Button>
      ) : null}
    </form>
  );
}
