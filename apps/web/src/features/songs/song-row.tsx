import type { Song } from '@madrigal/contract';
import { Pause, Play, SquareCheck } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo } from 'react';
import { formatAdded, formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { Cover } from '../../ui/cover.tsx';
import { MenuItem } from '../../ui/menu.tsx';
import { Heart } from '../favourites/heart.tsx';
import { KeptMark } from '../kept/keep-items.tsx';
import { player } from '../player/player.ts';
import { PlayingBars } from '../player/playing-bars.tsx';
import { AlbumLink, ArtistLinks } from './artist-links.tsx';
import { SongMenu } from './song-menu.tsx';
import type { SelectHow } from './use-selection.ts';
import { usePlayingState } from './use-song-list.ts';

export const rowColumns =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-2 md:grid-cols-[2.5rem_minmax(0,5fr)_minmax(0,3fr)_4rem_4.5rem] xl:grid-cols-[2.5rem_minmax(0,5fr)_minmax(0,3.5fr)_8rem_4rem_4.5rem]';

interface SongRowProps {
  song: Song;
  index: number;
  /** The row that the tab key reaches; arrows move it. */
  current: boolean;
  selected: boolean;
  /** Some row is selected, and a click selects. */
  selecting: boolean;
  onSelect: (index: number, how: SelectHow) => void;
  onPlay: (index: number) => void;
  onFocus: (index: number) => void;
}

export const SongRow = memo(function SongRow(props: SongRowProps) {
  const { song, index, current, selected, selecting, onSelect, onPlay, onFocus } = props;
  const state = usePlayingState(song.id);
  const tabIndex = current ? 0 : -1;
  const play = () => (state === 'none' ? onPlay(index) : player.toggle());

  const toggle = () => onSelect(index, 'toggle');

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    play();
  };
  const onClick = (event: MouseEvent) => {
    const touch = (event.nativeEvent as PointerEvent).pointerType === 'touch';
    const target = event.target as Element;
    if (target.closest('button, label, [role="menu"]')) return;
    if (target.closest('a') && !selecting) return;
    if (event.shiftKey) onSelect(index, 'range');
    else if (selecting || event.ctrlKey || event.metaKey) toggle();
    else if (touch) play();
  };
  /** While songs are being selected, links are only a part of the row. */
  const onClickCapture = (event: MouseEvent) => {
    if (selecting && (event.target as Element).closest('a')) event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by transform, which table rows are not
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      aria-current={state === 'none' ? undefined : true}
      tabIndex={tabIndex}
      data-index={index}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onClickCapture={onClickCapture}
      onDoubleClick={selecting ? undefined : play}
      onFocus={() => onFocus(index)}
      className={cn(
        rowColumns,
        'group h-16 select-none rounded-xl -outline-offset-2 hover:bg-hover',
        (selected || state !== 'none') && 'bg-accent-wash/60 hover:bg-accent-wash',
      )}
    >
      <Cell className="hidden justify-self-center md:block">
        {selecting ? (
          <SelectBox song={song} tabIndex={tabIndex} selected={selected} onSelect={toggle} />
        ) : (
          <IndexButton song={song} index={index} state={state} tabIndex={tabIndex} onPlay={play} />
        )}
      </Cell>
      <Cell className="flex min-w-0 items-center gap-3.5">
        <span className="relative">
          <Cover url={song.coverUrl} seed={song.album.id} className="size-12" />
          {selecting ? (
            <span className="absolute inset-0 grid place-items-center rounded-lg bg-black/55 md:hidden">
              <SelectBox song={song} tabIndex={tabIndex} selected={selected} onSelect={toggle} />
            </span>
          ) : null}
          {state === 'none' || selecting ? null : (
            <span className="absolute inset-0 grid place-items-center rounded-lg bg-black/55 md:hidden">
              <PlayingBars moving={state === 'playing'} className="text-white" />
            </span>
          )}
        </span>
        <span className="min-w-0">
          <span
            className={cn(
              'block truncate font-medium text-[15px]',
              state !== 'none' && 'text-accent-ink',
            )}
          >
            {song.title} <KeptMark songId={song.id} />
          </span>
          <span className="block truncate text-[13px] text-ink-soft">
            <ArtistLinks song={song} tabIndex={tabIndex} />
          </span>
        </span>
      </Cell>
      <Cell className="hidden truncate text-ink-soft text-sm md:block">
        <AlbumLink song={song} tabIndex={tabIndex} />
      </Cell>
      <Cell className="hidden truncate text-ink-faint text-sm first-letter:uppercase xl:block">
        {formatAdded(song.addedAt)}
      </Cell>
      <Cell className="nums hidden text-right text-ink-faint text-sm md:block">
        {formatClock(song.durationMs)}
      </Cell>
      <Cell className="flex items-center">
        <Heart kind="song" id={song.id} title={song.title} tabIndex={tabIndex} quiet />
        <SongMenu song={song} tabIndex={tabIndex} onPlay={play}>
          <MenuItem onSelect={toggle}>
            <SquareCheck aria-hidden />
            {t('selection.select')}
          </MenuItem>
        </SongMenu>
      </Cell>
    </div>
  );
});

function Cell({ className, ...rest }: { className?: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the row
    // biome-ignore lint/a11y/useFocusableInteractive: focus goes to rows and to what is in a cell
    <div role="gridcell" className={className} {...rest} />
  );
}

interface SelectBoxProps {
  song: Song;
  tabIndex: number;
  selected: boolean;
  onSelect: () => void;
}

function SelectBox({ song, tabIndex, selected, onSelect }: SelectBoxProps) {
  return (
    <label className="grid size-9 cursor-pointer place-items-center">
      <input
        type="checkbox"
        tabIndex={tabIndex}
        checked={selected}
        onChange={onSelect}
        aria-label={t('selection.row', { title: song.title })}
        className="size-[18px] cursor-pointer accent-accent"
      />
    </label>
  );
}

interface IndexButtonProps {
  song: Song;
  index: number;
  state: 'none' | 'paused' | 'playing';
  tabIndex: number;
  onPlay: () => void;
}

/** The number of the row, which turns into a play button. */
function IndexButton({ song, index, state, tabIndex, onPlay }: IndexButtonProps) {
  const playing = state === 'playing';
  const Icon = playing ? Pause : Play;
  return (
    <span className="relative grid size-9 place-items-center">
      <span
        aria-hidden
        className="nums text-ink-faint text-sm group-focus-within:hidden group-hover:hidden"
      >
        {state === 'none' ? index + 1 : <PlayingBars moving={playing} />}
      </span>
      <button
        type="button"
        tabIndex={tabIndex}
        onClick={onPlay}
        aria-label={t(playing ? 'songs.pause' : 'songs.play', { title: song.title })}
        className="absolute inset-0 grid place-items-center rounded-full text-ink opacity-0 group-focus-within:opacity-100 group-hover:opacity-100"
      >
        <Icon aria-hidden fill="currentColor" className="size-4" />
      </button>
    </span>
  );
}
