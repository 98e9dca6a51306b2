import { slideshowLimits } from '@madrigal/contract';
import { Music4, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatClock, formatNumber } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Switch } from '../../../ui/switch.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { Draft } from './draft.ts';
import { NumberSlider } from './number-slider.tsx';
import { SongLine, SongPicker } from './song-picker.tsx';

interface SettingsProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
}

const aspects = ['16:9', '9:16', '1:1', '4:3'] as const;
const resolutions = ['720p', '1080p', '1440p', '2160p'] as const;
const transitions = ['cut', 'fade', 'slide', 'wipe', 'zoom'] as const;
const fits = ['auto', 'whole', 'crop'] as const;
/** Slower than this is better said as a length. */
const mostSeconds = 15;
/** Of a song so much must be left to play. */
const leastMusicMs = 5000;

/** Everything about a slideshow but its photos. */
export function Settings({ draft, onChange }: SettingsProps) {
  return (
    <div className="flex flex-col gap-8">
      <MusicSettings draft={draft} onChange={onChange} />
      <PaceSettings draft={draft} onChange={onChange} />
      <LookSettings draft={draft} onChange={onChange} />
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-lg">{title}</h2>
      {children}
    </section>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <span aria-hidden className="text-ink-soft text-sm">
        {label}
      </span>
      <div className="no-scrollbar -mx-1 overflow-x-auto px-1">{children}</div>
    </div>
  );
}

function MusicSettings({ draft, onChange }: SettingsProps) {
  const [choosing, setChoosing] = useState(false);
  const { song, startMs, fades, evenLoudness } = draft;
  return (
    <Group title={t('studio.music')}>
      {song ? (
        <>
          <div className="flex items-center gap-3 rounded-2xl bg-hover p-2 pr-3">
            <SongLine song={song} />
            <Button size="sm" variant="ghost" onClick={() => setChoosing(true)}>
              {t('studio.music.change')}
            </Button>
            <IconButton
              size="sm"
              label={t('studio.music.remove')}
              onClick={() => onChange({ song: null, startMs: 0, pace: 'seconds' })}
            >
              <X />
            </IconButton>
          </div>
          <NumberSlider
            label={t('studio.music.start')}
            value={startMs}
            min={0}
            max={Math.max(0, song.durationMs - leastMusicMs)}
            step={500}
            text={formatClock(startMs)}
            onChange={(next) => onChange({ startMs: next })}
          />
          <Switch
            label={t('studio.music.fades')}
            on={fades}
            onChange={(next) => onChange({ fades: next })}
          />
          <Switch
            label={t('studio.music.loudness')}
            on={evenLoudness}
            onChange={(next) => onChange({ evenLoudness: next })}
          />
        </>
      ) : (
        <Button className="self-start" onClick={() => setChoosing(true)}>
          <Music4 aria-hidden />
          {t('studio.music.choose')}
        </Button>
      )}
      <SongPicker
        open={choosing}
        onClose={() => setChoosing(false)}
        onChoose={(next) => {
          onChange({ song: next, startMs: 0 });
          setChoosing(false);
        }}
      />
    </Group>
  );
}

function PaceSettings({ draft, onChange }: SettingsProps) {
  const { pace, secondsPerPhoto, song, cutsOnBeat } = draft;
  return (
    <Group title={t('studio.pace')}>
      {song ? (
        <Segmented
          label={t('studio.pace')}
          value={pace}
          options={[
            { value: 'seconds', label: t('studio.pace.seconds') },
            { value: 'song', label: t('studio.pace.song') },
          ]}
          onChange={(next) => onChange({ pace: next })}
        />
      ) : null}
      {pace === 'seconds' || !song ? (
        <NumberSlider
          label={t('studio.pace.seconds')}
          value={secondsPerPhoto}
          min={slideshowLimits.secondsPerPhoto.min}
          max={mostSeconds}
          step={0.5}
          text={t('studio.pace.each', { seconds: formatNumber(secondsPerPhoto, 1) })}
          onChange={(next) => onChange({ secondsPerPhoto: next })}
        />
      ) : null}
      {song ? (
        <Switch
          label={t('studio.beat')}
          on={cutsOnBeat}
          onChange={(next) => onChange({ cutsOnBeat: next })}
        />
      ) : null}
    </Group>
  );
}

function LookSettings({ draft, onChange }: SettingsProps) {
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  return (
    <Group title={t('studio.look')}>
      <TextField
        label={t('studio.text')}
        placeholder={t('studio.text.placeholder')}
        value={draft.title}
        maxLength={slideshowLimits.titleChars}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <Field label={t('studio.aspect')}>
        <Segmented
          label={t('studio.aspect')}
          value={draft.aspect}
          options={plain(aspects)}
          onChange={(aspect) => onChange({ aspect: aspect as Draft['aspect'] })}
        />
      </Field>
      <Field label={t('studio.resolution')}>
        <Segmented
          label={t('studio.resolution')}
          value={draft.resolution}
          options={plain(resolutions)}
          onChange={(resolution) => onChange({ resolution: resolution as Draft['resolution'] })}
        />
      </Field>
      <Field label={t('studio.transition')}>
        <Segmented
          label={t('studio.transition')}
          value={draft.transition}
          options={transitions.map((value) => ({ value, label: t(`studio.transition.${value}`) }))}
          onChange={(transition) => onChange({ transition })}
        />
      </Field>
      <Field label={t('studio.fit')}>
        <Segmented
          label={t('studio.fit')}
          value={draft.fit}
          options={fits.map((value) => ({ value, label: t(`studio.fit.${value}`) }))}
          onChange={(fit) => onChange({ fit })}
        />
      </Field>
      <Switch
        label={t('studio.motion')}
        on={draft.motion}
        onChange={(motion) => onChange({ motion })}
      />
    </Group>
  );
}
