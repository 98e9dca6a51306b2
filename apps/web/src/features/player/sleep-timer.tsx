import { useEffect, useState } from 'react';
import { formatTimeLeft } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { player } from './player.ts';
import { type Sleep, usePlayer } from './store.ts';

const minutes = [15, 30, 45, 60];
const tickMs = 10_000;

/** Stops the music by itself after a while, or with the song. */
export function SleepTimer() {
  const sleep = usePlayer((state) => state.sleep);
  if (sleep !== null) {
    return (
      <div className="flex items-center justify-between gap-4 rounded-2xl bg-accent-wash p-4">
        <p role="status" className="font-medium text-accent-ink text-sm">
          <TimeLeft sleep={sleep} />
        </p>
        <Button size="sm" onClick={() => player.sleepAt(null)}>
          {t('settings.sleep.cancel')}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      {minutes.map((count) => (
        <Button key={count} size="sm" onClick={() => player.sleepAt(Date.now() + count * 60_000)}>
          {t('time.shortMinutes', { count })}
        </Button>
      ))}
      <Button size="sm" onClick={() => player.sleepAt('end-of-song')}>
        {t('settings.sleep.endOfSong')}
      </Button>
    </div>
  );
}

function TimeLeft({ sleep }: { sleep: Sleep }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  if (sleep === 'end-of-song') return t('settings.sleep.withSong');
  return t('settings.sleep.left', { time: formatTimeLeft(Math.max(0, sleep - now) / 1000) });
}
