import { t } from '../messages/index.ts';
import { takeOverMessage } from '../sw/paths.ts';
import { toast } from '../ui/toast.tsx';

/** How often a page that stays open looks for a new version. */
const lookEveryMs = 3_600_000;

/** Starts the service worker and offers new versions of the app, which never come unasked. */
export async function startServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const updating = serviceWorker.controller !== null;
  let offered = false;
  serviceWorker.addEventListener('controllerchange', () => {
    if (updating && offered) window.location.reload();
  });
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !serviceWorker.controller) return;
    offered = true;
    toast(t('app.update'), {
      id: 'app-update',
      duration: Number.POSITIVE_INFINITY,
      action: {
        label: t('error.reload'),
        onClick: () => worker.postMessage(takeOverMessage),
      },
    });
  };
  const registration = await serviceWorker.register('/worker.js', { type: 'module' });
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => worker.state === 'installed' && offer(worker));
  });
  setInterval(() => void registration.update().catch(() => undefined), lookEveryMs);
}
