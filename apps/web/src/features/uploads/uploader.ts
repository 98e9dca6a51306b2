import { useSyncExternalStore } from 'react';
import { createBrowserKeeper } from './browser-keeper.ts';
import type { Snapshot } from './engine/board.ts';
import { createUploader } from './engine/uploader.ts';
import { inBrowser } from './in-browser.ts';
import { uploadApi } from './upload-api.ts';

type MediaListener = (mediaId: string, fingerprint: string) => void;

const mediaListeners = new Set<MediaListener>();
const songListeners = new Set<(songId: string) => void>();

/** Calls back with every song that an upload has become. Returns how to stop. */
export function onSongReady(listener: (songId: string) => void): () => void {
  songListeners.add(listener);
  return () => songListeners.delete(listener);
}

/** Calls back with every photo or video that an upload has become. Returns how to stop. */
export function onMediaReady(listener: MediaListener): () => void {
  mediaListeners.add(listener);
  return () => mediaListeners.delete(listener);
}

/** The one uploader of this page; it goes on whatever page of the app is open. */
export const uploader = createUploader({
  api: uploadApi,
  ...inBrowser,
  keeper: createBrowserKeeper(inBrowser.newKey()),
  onSongReady: (songId) => {
    for (const listener of songListeners) listener(songId);
  },
  onMediaReady: (mediaId, fingerprint) => {
    for (const listener of mediaListeners) listener(mediaId, fingerprint);
  },
});

export function useUploads(): Snapshot {
  return useSyncExternalStore(uploader.subscribe, uploader.snapshot);
}
