import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onUploadChanged } from '../live/live-updates.ts';
import { songsKey } from '../songs/queries.ts';
import { DropOverlay } from './drop-overlay.tsx';
import { fillAlbums } from './into-album.ts';
import { onSongReady, uploader } from './uploader.ts';

/** New songs show up together, at most this often. */
const refreshEveryMs = 1500;

let restored = false;

/** What uploads need on every page: going on after a reload, drops, new songs in the library. */
export function UploadsBackground() {
  const client = useQueryClient();
  useEffect(() => {
    if (!restored) void uploader.restore();
    restored = true;
    // Whoever signs out takes their uploads' permission with them.
    return uploader.pauseAll;
  }, []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = onSongReady(() => {
      timer ??= setTimeout(() => {
        timer = null;
        void client.invalidateQueries({ queryKey: songsKey });
      }, refreshEveryMs);
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [client]);

  useEffect(() => fillAlbums(client), [client]);

  useEffect(() => onUploadChanged((uploadId) => void uploader.notice(uploadId)), []);

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (uploader.wouldLose()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  return <DropOverlay />;
}
