import type { MediaDetails, MediaItem } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Camera, Clock, FileImage, Lock, MapPin, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { formatBytes, formatClock, formatNumber } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useEditMedia } from './changes.ts';
import { formatCaptured, momentOf, nameOf, wallClockOf } from './media.ts';
import { Picture } from './picture.tsx';
import { mediaQuery, similarQuery } from './queries.ts';
import { Tags } from './tags.tsx';
import { visibilities } from './visibility.tsx';

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
        <Failure
          title={t('photos.failed')}
          text={describeError(query.error)}
          retryLabel={t('app.retry')}
          onRetry={() => void query.refetch()}
        />
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
  const [title, setTitle] = useState(item.title);
  const changed = title.trim() !== item.title;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed) onSave(title.trim());
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-2">
      <TextField
        label={t('photos.name')}
        className="grow"
        value={title}
        placeholder={item.fileName}
        maxLength={300}
        onChange={(event) => setTitle(event.target.value)}
      />
      {changed ? (
        <Button type="submit" variant="primary" className="mb-1">
          {t('app.save')}
        </Button>
      ) : null}
    </form>
  );
}

function Facts({ item, onDate }: { item: MediaDetails; onDate: (capturedAt: string) => void }) {
  const { location, camera } = item;
  const megapixels = item.width && item.height ? (item.width * item.height) / 1e6 : null;
  return (
    <ul className="flex flex-col gap-5">
      <CapturedFact item={item} onDate={onDate} />
      <Fact icon={<FileImage aria-hidden />} title={item.fileName}>
        {[
          item.format.toUpperCase(),
          item.width ? `${item.width} × ${item.height}` : null,
          megapixels && item.kind === 'image' ? `${formatNumber(megapixels, 1)} MP` : null,
          item.durationMs === null ? null : formatClock(item.durationMs),
          formatBytes(item.sizeBytes),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Fact>
      {camera ? (
        <Fact
          icon={<Camera aria-hidden />}
          title={[camera.make, camera.model].filter(Boolean).join(' ') || t('photos.camera')}
        >
          {cameraText(camera)}
        </Fact>
      ) : null}
      {location ? (
        <Fact
          icon={<MapPin aria-hidden />}
          title={`${formatNumber(location.latitude, 4)}°, ${formatNumber(location.longitude, 4)}°`}
        >
          <a
            href={`https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}#map=14/${location.latitude}/${location.longitude}`}
            target="_blank"
            rel="noreferrer"
            className="text-accent-ink underline underline-offset-4"
          >
            {t('photos.map')}
          </a>
          <span className="mt-1 flex items-center gap-1.5">
            <Lock aria-hidden className="size-3.5" />
            {t('photos.location.private')}
          </span>
        </Fact>
      ) : null}
    </ul>
  );
}

function cameraText(camera: NonNullable<MediaDetails['camera']>): string {
  const { focalLengthMm, aperture, exposureSeconds, iso, lens } = camera;
  const exposure =
    exposureSeconds === null
      ? null
      : exposureSeconds < 1 && exposureSeconds > 0
        ? `1/${Math.round(1 / exposureSeconds)} s`
        : `${formatNumber(exposureSeconds, 1)} s`;
  return [
    aperture === null ? null : `ƒ/${formatNumber(aperture, 1)}`,
    exposure,
    focalLengthMm === null ? null : `${formatNumber(focalLengthMm)} mm`,
    iso === null ? null : `ISO ${iso}`,
    lens,
  ]
    .filter(Boolean)
    .join(' · ');
}

function CapturedFact({ item, onDate }: { item: MediaDetails; onDate: (at: string) => void }) {
  const [value, setValue] = useState<string | null>(null);
  if (value === null) {
    return (
      <Fact icon={<Clock aria-hidden />} title={formatCaptured(item, 'full')}>
        {t(`photos.captured.${item.capturedFrom}`)}{' '}
        <button
          type="button"
          className="text-accent-ink underline underline-offset-4"
          onClick={() => setValue(new Date(wallClockOf(item)).toISOString().slice(0, 16))}
        >
          {t('photos.captured.change')}
        </button>
      </Fact>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wallClock = Date.parse(`${value}Z`);
    if (Number.isNaN(wallClock)) return;
    onDate(momentOf(wallClock, item));
    setValue(null);
  };
  return (
    <li>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <TextField
          label={t('photos.captured')}
          type="datetime-local"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button size="sm" onClick={() => setValue(null)}>
            {t('app.cancel')}
          </Button>
          <Button size="sm" type="submit" variant="primary" disabled={!value}>
            {t('app.save')}
          </Button>
        </div>
      </form>
    </li>
  );
}

function Fact({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-3.5 [&>svg]:mt-0.5 [&>svg]:size-5 [&>svg]:shrink-0 [&>svg]:text-ink-faint">
      {icon}
      <div className="min-w-0 text-[13px] text-ink-soft">
        <p className="break-words font-medium text-[15px] text-ink">{title}</p>
        {children}
      </div>
    </li>
  );
}

/** Photos that may be the same one once more. */
function Similar({ item }: { item: MediaDetails }) {
  const [, setParams] = useSearchParams();
  const query = useQuery({ ...similarQuery(item.id), enabled: item.kind === 'image' });
  const similar = query.data?.items ?? [];
  if (similar.length === 0) return null;
  const open = (id: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        next.set('open', id);
        return next;
      },
      { replace: true },
    );
  return (
    <section className="flex flex-col gap-2.5">
      <h3 className="font-medium text-[13px] text-ink-soft">
        {t('photos.similar', { count: similar.length })}
      </h3>
      <ul className="grid grid-cols-4 gap-1.5">
        {similar.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              aria-label={t('photos.photo', {
                title: nameOf(each),
                date: formatCaptured(each, 'short'),
              })}
              onClick={() => open(each.id)}
              className="block aspect-square w-full overflow-hidden rounded-lg bg-sunken"
            >
              <Picture item={each} alt="" sizes="80px" fit="cover" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
