import { t } from '../../messages/index.ts';
import { perLocale } from '../../messages/per-locale.ts';
import { toast } from '../../ui/toast.tsx';
import type { Collected } from './collect.ts';
import { uploader } from './uploader.ts';

/** Asking a browser for the size of a file takes it up to a millisecond, and it waits meanwhile. */
const filesAtOnce = 20;

const byPath = perLocale((locale) => new Intl.Collator(locale, { numeric: true }));

/** Hands chosen or dropped files to the uploader, bit by bit, and says what was left out. */
export async function addCollected({ files, skipped }: Collected): Promise<void> {
  if (files.length === 0 && skipped > 0) toast.info(t('uploads.nothingFound'));
  else if (skipped > 0) toast.info(t('uploads.skipped', { count: skipped }));
  const inOrder = files.toSorted((a, b) => byPath().compare(a.path, b.path));
  let alreadyListed = 0;
  for (let i = 0; i < inOrder.length; i += filesAtOnce) {
    alreadyListed += uploader.add(inOrder.slice(i, i + filesAtOnce)).alreadyListed;
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (alreadyListed > 0) toast.info(t('uploads.alreadyListed', { count: alreadyListed }));
}
