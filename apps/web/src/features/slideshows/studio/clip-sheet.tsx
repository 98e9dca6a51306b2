import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatClock, formatNumber } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { Sheet } from '../../../ui/dialog.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { Photo } from '../photos.ts';
import { type Clip, changeClip, roomFor } from './draft.ts';
import { NumberSlider } from './number-slider.tsx';

interface ClipSheetProps {
  /** What is changed; null while nothing is. */
  editing: { photo: Photo; clip: Clip } | null;
  onChange: (clip: Clip) => void;
  onClose: () => void;
}

/** Which part of a video is shown: where it starts and how long it is, with a look at it. */
export function ClipSheet({ editing, onChange, onClose }: ClipSheetProps) {
  return (
    <Sheet
      open={editing !== null}
      onClose={onClose}
      title={t('clip.title')}
      closeLabel={t('app.close')}
      titled
    >
      {editing ? <Editor {...editing} onChange={onChange} onClose={onClose} /> : null}
    </Sheet>
  );
}

const stepMs = 100;
const inSeconds = (ms: number) => t('clip.seconds', { seconds: formatNumber(ms / 1000, 1) });

interface EditorProps {
  photo: Photo;
  clip: Clip;
  onChange: (clip: Clip) => void;
  onClose: () => void;
}

function Editor({ photo, clip, onChange, onClose }: EditorProps) {
  const durationMs = photo.durationMs ?? 0;
  const room = roomFor(durationMs, clip.lengthMs);
  const change = (part: Partial<Clip>) => onChange(changeClip(clip, part, durationMs));
  return (
    <>
      <div className="flex min-h-0 grow flex-col gap-6 overflow-y-auto px-7 pt-2 pb-6">
        <Look photo={photo} clip={clip} />
        <div className="flex flex-col gap-1.5">
          <Extent clip={clip} durationMs={durationMs} />
          <span className="flex justify-between text-ink-faint text-xs tabular-nums">
            <span>{formatClock(0)}</span>
            <span>{formatClock(durationMs)}</span>
          </span>
        </div>
        <NumberSlider
          label={t('clip.start')}
          value={clip.startMs}
          {...room.startMs}
          step={stepMs}
          text={inSeconds(clip.startMs)}
          onChange={(startMs) => change({ startMs })}
        />
        <NumberSlider
          label={t('clip.length')}
          value={clip.lengthMs}
          {...room.lengthMs}
          step={stepMs}
          text={inSeconds(clip.lengthMs)}
          onChange={(lengthMs) => change({ lengthMs })}
        />
        <p className="text-ink-soft text-sm">{t('clip.text')}</p>
      </div>
      <div className="border-line border-t px-5 py-4">
        <Button variant="primary" size="lg" className="w-full" onClick={onClose}>
          {t('clip.done')}
        </Button>
      </div>
    </>
  );
}

/** Where the clip lies in its video. */
function Extent({ clip, durationMs }: { clip: Clip; durationMs: number }) {
  const percent = (ms: number) => `${(100 * ms) / Math.max(1, durationMs)}%`;
  return (
    <div aria-hidden className="relative h-3 overflow-hidden rounded-full bg-hover">
      <span
        className="absolute inset-y-0 min-w-1 rounded-full bg-accent"
        style={{ left: percent(clip.startMs), width: percent(clip.lengthMs) }}
      />
    </div>
  );
}

/** Plays the clip over and over; it begins anew wherever it is moved to. */
function Look({ photo, clip }: { photo: Photo; clip: Clip }) {
  const element = useRef<HTMLVideoElement>(null);
  const [playing, setPlaying] = useState(false);
  const [from, to] = [clip.startMs / 1000, (clip.startMs + clip.lengthMs) / 1000];
  useEffect(() => {
    if (element.current) element.current.currentTime = from;
  }, [from]);
  const stay = () => {
    const video = element.current;
    if (video && (video.currentTime >= to || video.currentTime < from - 0.5)) {
      video.currentTime = from;
      if (playing) void video.play();
    }
  };
  const toggle = () => {
    if (playing) element.current?.pause();
    else void element.current?.play();
  };
  return (
    <div
      className="relative mx-auto w-full overflow-hidden rounded-2xl bg-black"
      style={{ aspectRatio: photo.shape, maxHeight: '42dvh' }}
    >
      {photo.videoUrl ? (
        <>
          <video
            ref={element}
            src={photo.videoUrl}
            poster={photo.viewUrl}
            muted
            playsInline
            preload="auto"
            onLoadedMetadata={stay}
            onTimeUpdate={stay}
            onEnded={stay}
            onPlay={() => setPlaying(true)}
            onPause={() => setPlaying(false)}
            className="size-full object-contain"
          />
          <IconButton
            label={t(playing ? 'clip.pause' : 'clip.play')}
            onClick={toggle}
            className="absolute bottom-3 left-3 bg-black/65 text-white hover:bg-black/80 hover:text-white"
          >
            {playing ? <Pause className="fill-current" /> : <Play className="fill-current" />}
          </IconButton>
        </>
      ) : (
        <img src={photo.viewUrl} alt="" className="size-full object-contain" />
      )}
    </div>
  );
}
