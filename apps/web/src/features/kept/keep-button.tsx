import type { Song } from '@madrigal/contract';
import { ArrowDownToLine, CircleCheck, FolderDown, Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useShallow } from 'zustand/react/shallow';
import { describeError } from '../../api/problem.ts';
import { formatBytes } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLabel } from '../../ui/menu.tsx';
import { Ring } from '../../ui/ring.tsx';
import { toast } from '../../ui/toast.tsx';
import { canKeep } from './files.ts';
import { keepList, removeList } from './keep.ts';
import { type KeptList, stateOfList, useKept } from './kept-store.ts';

interface KeepButtonProps {
  list: Omit<KeptList, 'songIds'>;
  songs: () => Promise<readonly Song[]> | readonly Song[];
}

const tell = (error: unknown) => toast.error(describeError(error));

/** Keeps all songs of an album or a playlist in this browser; tells how far that is, and lets go again. */
export function KeepButton({ list, songs }: KeepButtonProps) {
  const state = useKept(useShallow((kept) => stateOfList(kept, list.id)));
  if (!canKeep()) return null;
  const keep = async () => keepList({ ...list, songIds: (await songs()).map(({ id }) => id) });
  if (!state.kept) {
    return (
      <IconButton label={t('kept.keep')} onClick={() => void keep().catch(tell)}>
        <ArrowDownToLine />
      </IconButton>
    );
  }
  return <KeptMenu listId={list.id} state={state} />;
}

interface KeptMenuProps {
  listId: string;
  state: ReturnType<typeof stateOfList>;
}

function KeptMenu({ listId, state: { here, of, share, sizeBytes } }: KeptMenuProps) {
  const navigate = useNavigate();
  const done = here === of;
  const text = t('kept.of', { here, of });
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={t(done ? 'kept.here' : 'kept.coming')}
            className="grid size-10 place-items-center rounded-full hover:bg-hover data-[state=open]:bg-pressed"
          >
            {done ? (
              <CircleCheck aria-hidden className="size-5 text-ok" />
            ) : (
              <Ring share={share} className="size-6 text-accent-ink" />
            )}
          </button>
        }
      >
        <MenuLabel>
          {text} · {formatBytes(sizeBytes)}
        </MenuLabel>
        <MenuItem onSelect={() => void removeList(listId).catch(tell)}>
          <Trash2 aria-hidden />
          {t('kept.remove')}
        </MenuItem>
        <MenuItem onSelect={() => void navigate('/kept')}>
          <FolderDown aria-hidden />
          {t('kept.everything')}
        </MenuItem>
      </Menu>
      <span role="status" className="nums text-[13px] text-ink-soft">
        {done ? formatBytes(sizeBytes) : text}
      </span>
    </>
  );
}
