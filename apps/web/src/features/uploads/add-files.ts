import { t } from '../../messages/index.ts';
import { toast } from '../../ui/toast.tsx';
import type { Collected } from './collect.ts';
import { uploader } from './uploader.ts';

/** Hands chosen or dropped files to the uploader and says what was left out. */
export function addCollected({ files, skipped }: Collected): void {
  const { alreadyListed } = uploader.add(files);
  if (files.length === 0 && skipped > 0) toast.info(t('uploads.nothingFound'));
  else if (skipped > 0) toast.info(t('uploads.skipped', { count: skipped }));
  if (alreadyListed > 0) toast.info(t('uploads.alreadyListed', { count: alreadyListed }));
}
