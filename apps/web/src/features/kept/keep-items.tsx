import type { Song } from '@madrigal/contract';
import { ArrowDownToLine, CircleCheck, Trash2 } from 'lucide-react';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { canKeep } from './files.ts';
import { keepSongs, removeSong } from './keep.ts';
import { useKept } from './kept-store.ts';

const tell = (error: unknown) => toast.error(describeError(error));

/** Keeps a song in this browser, or lets go of it. */
export function KeepSongItem({ song }: { song: Song }) {
  const kept = useKept((state) => state.songs[song.id] !== undefined);
  if (!canKeep() || song.state === 'deleted') return null;
  return kept ? (
    <MenuItem onSelect={() => void removeSong(song.id).catch(tell)}>
      <Trash2 aria-hidden />
      {t('kept.remove')}
    </MenuItem>
  ) : (
    <MenuItem onSelect={() => void keepSongs([song]).catch(tell)}>
      <ArrowDownToLine aria-hidden />
      {t('kept.keep')}
    </MenuItem>
  );
}

/** Says beside a title that the song is here. */
export function KeptMark({ songId }: { songId: string }) {
  const kept = useKept((state) => state.songs[songId] !== undefined);
  const share = useKept((state) => state.coming[songId]);
  if (share !== undefined) {
    return (
      <ArrowDownToLine
        role="img"
        aria-label={t('kept.coming')}
        className="inline size-3.5 shrink-0 animate-pulse text-ink-faint"
      />
    );
  }
  return kept ? (
    <CircleCheck
      role="img"
      aria-label={t('kept.here')}
      className="inline size-3.5 shrink-0 text-ok"
    />
  ) : null;
}
