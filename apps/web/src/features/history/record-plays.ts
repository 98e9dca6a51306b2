import { endpoints } from '@madrigal/contract';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isCode } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { createListener, type Listening } from '../player/listening.ts';
import { usePlayer } from '../player/store.ts';
import { uuidv7 } from './uuidv7.ts';

interface WaitingPlay {
  id: string;
  songId: string;
  playedAt: string;
  msPlayed: number;
}

/** Plays that could not be told yet are kept in the browser, no more than these. */
const mostWaiting = 500;

/** Tells the server what was heard; what it cannot be told now is told with the next play. */
export function useRecordPlays(userId: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (userId === undefined) return;
    const storageKey = `madrigal.plays.${userId}`;
    void tellAll(storageKey, client);
    const onPlayed = (listening: Listening) => {
      keep(storageKey, [...waiting(storageKey), playOf(listening)].slice(-mostWaiting));
      void tellAll(storageKey, client);
    };
    return usePlayer.subscribe(createListener(Date.now, onPlayed));
  }, [userId, client]);
}

function playOf({ songId, startedAt, msPlayed }: Listening): WaitingPlay {
  const playedAt = new Date(startedAt).toISOString();
  return { id: uuidv7(startedAt), songId, playedAt, msPlayed: Math.round(msPlayed) };
}

async function tellAll(storageKey: string, client: QueryClient): Promise<void> {
  for (const play of waiting(storageKey)) {
    try {
      await request(endpoints.recordPlay, { body: play });
    } catch (error) {
      // A song that is gone has no plays; everything else may pass.
      if (!isCode(error, 'not_found') && !isCode(error, 'invalid_request')) return;
    }
    keep(
      storageKey,
      waiting(storageKey).filter(({ id }) => id !== play.id),
    );
    void client.invalidateQueries({ queryKey: ['plays'] });
  }
}

function waiting(storageKey: string): WaitingPlay[] {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '[]') as WaitingPlay[];
  } catch {
    return [];
  }
}

function keep(storageKey: string, plays: readonly WaitingPlay[]): void {
  try {
    if (plays.length === 0) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, JSON.stringify(plays));
  } catch {
    // Storage is blocked or full: this play goes unrecorded.
  }
}
