import type { MediaDetails } from '@madrigal/contract';
import { Camera, Clock, FileImage, Lock, MapPin, UserRound } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { formatBytes, formatClock, formatNumber } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { formatCaptured, momentOf, wallClockOf } from '../media.ts';

/** What the file says about itself. */
export function Facts({
  item,
  onDate,
}: {
  item: MediaDetails;
  onDate: (capturedAt: string) => void;
}) {
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
      {item.guestName === null ? null : (
        <Fact
          icon={<UserRound aria-hidden />}
          title={
            item.guestName ? t('photos.guest', { name: item.guestName }) : t('photos.guest.unnamed')
          }
        />
      )}
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

function Fact({ icon, title, children }: { icon: ReactNode; title: string; children?: ReactNode }) {
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
