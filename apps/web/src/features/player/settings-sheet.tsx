import { Keyboard } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { player } from './player.ts';
import { useShortcutHelp } from './shortcuts.ts';
import { SleepTimer } from './sleep-timer.tsx';
import { usePlayer } from './store.ts';

const loudness = () =>
  [
    { value: 'off', label: t('settings.loudness.off') },
    { value: 'song', label: t('settings.loudness.song') },
    { value: 'album', label: t('settings.loudness.album') },
  ] as const;
const seconds = ['0', '2', '4', '8', '12'] as const;
const fades = () =>
  seconds.map((value) => ({
    value,
    label:
      value === '0' ? t('settings.crossfade.off') : t('settings.seconds', { count: Number(value) }),
  }));

/** How to hear: loudness, fading, sleep timer, keys. */
export function SettingsSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { normalisation, crossfadeSeconds, letterShortcuts } = usePlayer();
  const showKeys = () => {
    onClose();
    useShortcutHelp.setState({ open: true });
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('player.settings')}
      closeLabel={t('app.close')}
      titled
    >
      <div className="grow space-y-8 overflow-y-auto px-7 pt-3 pb-9">
        <Setting title={t('settings.loudness')} text={t(`settings.loudness.${normalisation}.text`)}>
          <Segmented
            label={t('settings.loudness')}
            value={normalisation}
            options={loudness()}
            onChange={player.setNormalisation}
          />
        </Setting>
        <Setting title={t('settings.crossfade')} text={t('settings.crossfade.text')}>
          <Segmented
            label={t('settings.crossfade')}
            value={String(crossfadeSeconds) as (typeof seconds)[number]}
            options={fades()}
            onChange={(value) => player.setCrossfade(Number(value))}
          />
        </Setting>
        <Setting title={t('settings.sleep')} text={t('settings.sleep.text')}>
          <SleepTimer />
        </Setting>
        <Setting title={t('settings.keys')} text={t('settings.keys.text')}>
          <Switch
            label={t('settings.keys.letters')}
            on={letterShortcuts}
            onChange={(on) => usePlayer.setState({ letterShortcuts: on })}
          />
          <Button size="sm" className="mt-4" onClick={showKeys}>
            <Keyboard aria-hidden />
            {t('settings.keys.show')}
          </Button>
        </Setting>
      </div>
    </Sheet>
  );
}

function Setting({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="text-base">
        {title}
      </h3>
      <p className="mt-1 mb-3.5 text-pretty text-ink-soft text-sm">{text}</p>
      {children}
    </section>
  );
}
