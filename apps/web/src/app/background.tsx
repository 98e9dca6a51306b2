import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { instanceQuery } from '../features/account/session.ts';
import { useRecordPlays } from '../features/history/record-plays.ts';
import { followKeptLists } from '../features/kept/follow.ts';
import { closeKept, openKept } from '../features/kept/keep.ts';
import { useLiveUpdates } from '../features/live/live-updates.ts';
import { AddToAlbum } from '../features/photo-albums/add-to-album.tsx';
import { tellQueue } from '../features/player/hand-over.ts';
import { keepQueue } from '../features/player/keep-queue.ts';
import { player } from '../features/player/player.ts';
import { AddToPlaylist } from '../features/playlists/add-to-playlist.tsx';
import { ShareLinks } from '../features/sharing/share-links.tsx';
import { SongDetails } from '../features/songs/song-details.tsx';

const Editor = lazy(async () => ({
  default: (await import('../features/editing/editor.tsx')).Editor,
}));

/** What goes on whatever page is open, for as long as this person is signed in. */
export function Background({ userId }: { userId: string }) {
  const events = useQuery(instanceQuery).data?.events ?? 'stream';
  useEffect(() => {
    const stopKeeping = keepQueue(userId);
    const stopTelling = tellQueue();
    void openKept(userId);
    return () => {
      stopTelling();
      stopKeeping();
      closeKept();
      player.clear();
    };
  }, [userId]);
  useEffect(() => followKeptLists(userId, events), [userId, events]);
  useLiveUpdates(userId, events);
  useRecordPlays(userId);
  return (
    <>
      <SongDetails />
      <AddToPlaylist />
      <AddToAlbum />
      <ShareLinks />
      <Suspense>
        <Editor />
      </Suspense>
    </>
  );
}
