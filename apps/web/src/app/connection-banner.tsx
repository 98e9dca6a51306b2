import { endpoints } from '@madrigal/contract';
import { useQueryClient } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Link } from 'react-router';
import { useConnection } from '../api/connection.ts';
import { request } from '../api/request.ts';
import { t } from '../messages/index.ts';
import { Button } from '../ui/button.tsx';

const retryEveryMs = 4000;

/** Says that the server is gone, keeps asking for it, and refreshes the page when it is back. */
export function ConnectionBanner() {
  const reachable = useConnection((state) => state.reachable);
  const online = useOnline();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);

  const ask = useCallback(async () => {
    setAsking(true);
    try {
      await request(endpoints.getInstance, {});
    } catch {
      // Still gone: the banner stays, and the next round asks again.
    } finally {
      setAsking(false);
    }
  }, []);

  // Any request may be the first that is answered again, not only those from here.
  const wasGone = useRef(false);
  useEffect(() => {
    if (reachable && wasGone.current) void client.invalidateQueries();
    wasGone.current = !reachable;
  }, [reachable, client]);

  useEffect(() => {
    if (reachable || !online) return;
    const timer = setInterval(() => void ask(), retryEveryMs);
    return () => clearInterval(timer);
  }, [reachable, online, ask]);

  if (reachable && online) return null;
  return (
    <div
      role="status"
      className="flex animate-rise items-center gap-3.5 bg-warn-wash px-5 py-2.5 text-sm"
    >
      <WifiOff aria-hidden className="size-[18px] shrink-0 text-warn" />
      <p className="grow">
        <span className="font-semibold">
          {t(online ? 'connection.gone' : 'connection.offline')}
        </span>
        <span className="ml-2 text-ink-soft max-sm:hidden">{t('connection.text')}</span>
      </p>
      <Link to="/kept" className="font-semibold underline underline-offset-4">
        {t('connection.kept')}
      </Link>
      <Button size="sm" busy={asking} onClick={() => void ask()}>
        {t('connection.retry')}
      </Button>
    </div>
  );
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
}
