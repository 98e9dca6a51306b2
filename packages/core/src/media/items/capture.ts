import type { Capture, MediaItem } from './model.ts';

/** `IMG_20240131_235959.jpg`, `2024-01-31 23.59.59.heic`, `PXL_20240131_235959123.jpg`, `20240131.png` */
const NAMED =
  /(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?:[-_ T.]{0,3}(?:at )?([01]\d|2[0-3])[-_.:h]?([0-5]\d)[-_.:m]?([0-5]\d))?(?!\d{6})/;

/** The time of capture that a file name tells, as the clock of the camera showed it. */
export function captureFromFileName(fileName: string): Capture | null {
  const found = NAMED.exec(fileName.slice(fileName.lastIndexOf('/') + 1));
  if (!found) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // The 31st of a shorter month would be a day of the next one: then these digits are no date.
  if (at.getUTCDate() !== day) return null;
  return { at, offsetMinutes: null, source: 'file-name' };
}

/** When an item was captured: by its owner, its file, its name, or as it was known before. */
export function captureOf(item: MediaItem, found: Capture | null): Capture {
  if (item.capture.source === 'owner') return item.capture;
  return found ?? captureFromFileName(item.fileName) ?? item.capture;
}
