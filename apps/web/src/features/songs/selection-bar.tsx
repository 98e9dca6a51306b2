import {
  DiscAlbum,
  Eye,
  EyeOff,
  ListEnd,
  ListPlus,
  Pencil,
  Play,
  RotateCcw,
  Trash2,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { toast } from '../../ui/toast.tsx';
import { useIsAdmin } from '../account/session.ts';
import { useDeleteSongs, usePublish, useRestoreSongs } from '../editing/changes.ts';
import { edit } from '../editing/edit-target.ts';
import { player } from '../player/player.ts';
import { addToPlaylist } from '../playlists/add-to-playlist-store.ts';
import type { Selection } from './use-selection.ts';

/** What can be done with the selected songs, in the place of the table's headings. */
export function SelectionBar({ selection }: { selection: Selection }) {
  const { songs, clear, selectAll } = selection;
  const admin = useIsAdmin();
  const queue = () => {
    player.addToQueue(songs);
    toast.success(t('queue.added', { count: songs.length }));
    clear();
  };
  const inTrash = songs.every(({ state }) => state === 'deleted');
  return (
    <div
      role="toolbar"
      aria-label={t('selection.title')}
      className="sticky top-2 z-20 mb-1 flex min-h-12 animate-rise flex-wrap items-center gap-x-1 rounded-2xl border border-line bg-raised px-2 py-1 shadow-float"
    >
      <IconButton label={t('selection.clear')} size="sm" onClick={clear}>
        <X />
      </IconButton>
      <p role="status" className="nums mr-auto whitespace-nowrap px-1 font-semibold text-sm">
        {t('selection.count', { count: songs.length })}
      </p>
      <Button size="sm" variant="ghost" onClick={selectAll}>
        {t('selection.all')}
      </Button>
      {inTrash ? null : (
        <>
          <Act label={t('player.play')} icon={<Play />} onClick={() => player.playFrom(songs, 0)} />
          <Act label={t('queue.add')} icon={<ListEnd />} onClick={queue} />
          <Act
            label={t('playlists.add')}
            icon={<ListPlus />}
            onClick={() => addToPlaylist(songs)}
          />
        </>
      )}
      {admin ? <AdminActs selection={selection} inTrash={inTrash} /> : null}
    </div>
  );
}

function AdminActs({ selection, inTrash }: { selection: Selection; inTrash: boolean }) {
  const { songs, clear } = selection;
  const publish = usePublish();
  const remove = useDeleteSongs();
  const restore = useRestoreSongs();
  if (inTrash) {
    return (
      <Act
        label={t('editing.restore')}
        icon={<RotateCcw />}
        onClick={() => restore.mutate(songs, { onSuccess: clear })}
      />
    );
  }
  const hidden = songs.every(({ state }) => state === 'draft');
  return (
    <>
      <span aria-hidden className="mx-1 h-6 w-px bg-line max-sm:hidden" />
      <Act
        label={t('editing.edit')}
        icon={<Pencil />}
        onClick={() => edit({ kind: 'songs', songs })}
      />
      <Act
        label={t('editing.title.newAlbum')}
        icon={<DiscAlbum />}
        onClick={() => edit({ kind: 'newAlbum', songs })}
      />
      <Act
        label={t(hidden ? 'editing.publish' : 'editing.hide')}
        icon={hidden ? <Eye /> : <EyeOff />}
        onClick={() => publish.mutate({ songs, edit: { published: hidden } }, { onSuccess: clear })}
      />
      <Act
        label={t('editing.delete')}
        icon={<Trash2 />}
        onClick={() => remove.mutate(songs, { onSuccess: clear })}
      />
    </>
  );
}

interface ActProps {
  label: string;
  icon: ReactNode;
  onClick: () => void;
}

function Act({ label, icon, onClick }: ActProps) {
  return (
    <IconButton label={label} onClick={onClick}>
      {icon}
    </IconButton>
  );
}
