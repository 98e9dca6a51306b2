import type { InstanceInfo, ServerEvent } from '@madrigal/contract';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listenToServer } from './events-api.ts';
import { pollServer } from './poll-server.ts';
import { shareAmongPages } from './share.ts';

/** Many changes in a row show up together, at most this often. */
const refreshEveryMs = 1500;
/** First parts of the keys of all queries that show the catalogue. */
const catalogueKeys = ['songs', 'albums', 'artists', 'genres', 'search'];

const listeners = new Set<(event: ServerEvent) => void>();

/** Calls back with everything the server tells. Returns how to stop. */
export function onServerEvent(listener: (event: ServerEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls back with every upload that moved on, and with null for any of them. Returns how to stop. */
export function onUploadChanged(listener: (uploadId: string | null) => void): () => void {
  return onServerEvent((event) => {
    if (event.type === 'upload.changed') listener(event.uploadId);
    if (event.type === 'resync') listener(null);
  });
}

/**
 * Keeps what is on screen in step with the server for as long as somebody is signed in: by events, or
 * by asking again where the server tells none.
 */
export function useLiveUpdates(userId: string | undefined, how: InstanceInfo['events']): void {
  const client = useQueryClient();
  useEffect(() => {
    if (userId === undefined) return;
    const control = new AbortController();
    if (how === 'poll') {
      // Uploads ask for themselves as long as nobody tells them.
      void pollServer(client, control.signal);
      return () => control.abort();
    }
    const refresh = createRefresher(client, control.signal);
    shareAmongPages(userId, listenToServer, (event) => apply(event, refresh), control.signal);
    return () => control.abort();
  }, [client, userId, how]);
}

function apply(event: ServerEvent, refresh: (keys: readonly string[] | 'all') => void): void {
  for (const tell of listeners) tell(event);
  switch (event.type) {
    case 'upload.changed':
      refresh(['storage']);
      break;
    case 'catalogue.changed':
      refresh(catalogueKeys);
      break;
    case 'play-queue.changed':
      refresh(['play-queue']);
      break;
    case 'playlist.changed':
      refresh(['playlists', 'search']);
      break;
    case 'favourites.changed':
      refresh(['favourites']);
      break;
    case 'plays.changed':
      refresh(['plays']);
      break;
    case 'media.changed':
      refresh(['media', 'storage']);
      break;
    case 'photo-album.changed':
      refresh(['photo-albums', 'media']);
      break;
    case 'slideshow.changed':
      refresh(['slideshows', 'storage']);
      break;
    case 'import.changed':
      refresh(['imports']);
      break;
    case 'resync':
      refresh('all');
      break;
  }
}

/** Refetches queries by the first part of their key, all that came up in a while at once. */
function createRefresher(client: QueryClient, signal: AbortSignal) {
  let waiting: Set<string> | null = null;
  let everything = false;
  const flush = () => {
    const keys = waiting ?? new Set();
    const all = everything;
    waiting = null;
    everything = false;
    void client.invalidateQueries({
      predicate: ({ queryKey }) => all || keys.has(String(queryKey[0])),
    });
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(timer));
  return (keys: readonly string[] | 'all') => {
    if (!waiting) timer = setTimeout(flush, refreshEveryMs);
    waiting ??= new Set();
    if (keys === 'all') everything = true;
    else for (const key of keys) waiting.add(key);
  };
}
