import type { MediaItem } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import {
  ChevronLeft,
  ChevronRight,
  CircleAlert,
  Download,
  Info,
  Maximize,
  RotateCw,
  Trash2,
  X,
} from 'lucide-react';
import { Dialog } from 'radix-ui';
import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useSearchParams } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { useDialogFocus } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useDeleteMedia, useReprocessMedia } from './changes.ts';
import { InfoPanel } from './info-panel.tsx';
import { isWaiting, largestFile, nameOf, urlOf } from './media.ts';
import { PhotoStage, type StageCommands } from './photo-stage.tsx';
import { Picture } from './picture.tsx';
import { mediaQuery } from './queries.ts';
import { VideoStage } from './video-stage.tsx';
import { stateText } from './words.ts';

interface LightboxProps {
  /** The timeline, to leaf through. */
  items: readonly MediaItem[];
  mediaId: string;
  /** Asked for more before the end; null where there is none. */
  onNearEnd: (() => void) | null;
}

/** Items before the end at which the next page is fetched. */
const fetchAhead = 5;

/** One photo or video by itself, from edge to edge. Which one is part of the address. */
export function Lightbox({ items, mediaId, onNearEnd }: LightboxProps) {
  const at = items.findIndex(({ id }) => id === mediaId);
  const query = useQuery(mediaQuery(mediaId));
  // What the list has is there at once; one from elsewhere has to be asked for.
  const item = items[at] ?? query.data;
  const go = useGo();
  const close = useCallback(() => go(null), [go]);
  const focus = useDialogFocus(close);
  const keys = useRef<(event: KeyboardEvent) => void>(null);
  const leaf = (by: number) => {
    const next = at < 0 ? undefined : items[at + by];
    if (next) go(next.id);
  };
  useEffect(() => {
    if (at >= 0 && at >= items.length - fetchAhead) onNearEnd?.();
  }, [at, items.length, onNearEnd]);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          {...focus}
          onKeyDown={(event) => keys.current?.(event)}
          onEscapeKeyDown={(event) => event.preventDefault()}
          // A toast on top of it may be clicked.
          onInteractOutside={(event) => event.preventDefault()}
          className="fixed inset-0 z-50 flex animate-fade bg-black text-white outline-none"
        >
          <Dialog.Title className="sr-only">{item ? nameOf(item) : t('photos.title')}</Dialog.Title>
          {item ? (
            <Shown
              {...{ item, leaf, close, keys }}
              before={items[at - 1]}
              after={at < 0 ? undefined : items[at + 1]}
              onGone={() => go((items[at + 1] ?? items[at - 1])?.id ?? null)}
            />
          ) : (
            <Missing failed={query.isError} onClose={close} />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Opens another item in place of this one, or (null) none. */
function useGo() {
  const [, setParams] = useSearchParams();
  return useCallback(
    (mediaId: string | null) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (mediaId) next.set('open', mediaId);
          else next.delete('open');
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
}

function Missing({ failed, onClose }: { failed: boolean; onClose: () => void }) {
  return (
    <div className="grid size-full place-content-center justify-items-center gap-5">
      {failed ? <p>{t('error.not_found')}</p> : <Spinner className="size-10" />}
      <Button onClick={onClose} className="bg-white/15 text-white hover:bg-white/25">
        {t('app.close')}
      </Button>
    </div>
  );
}

interface ShownProps {
  item: MediaItem;
  before: MediaItem | undefined;
  after: MediaItem | undefined;
  leaf: (by: 1 | -1) => void;
  close: () => void;
  /** After it was deleted. */
  onGone: () => void;
  /** Where it leaves what to do with keys. */
  keys: RefObject<((event: KeyboardEvent) => void) | null>;
}

function Shown({ item, before, after, leaf, close, onGone, keys }: ShownProps) {
  const [info, setInfo] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const stage = useRef<StageCommands>(null);
  const remove = useDeleteMedia();
  const commands: Commands = {
    ...{ leaf, close },
    toggleInfo: () => setInfo(!info),
    remove: () => {
      onGone();
      remove.mutate([item]);
    },
    toggleFullscreen: () => void toggleFullscreen(frame.current),
  };
  keys.current = (event) => onKey(event, commands, stage.current);
  return (
    <div ref={frame} className="flex size-full bg-black max-sm:flex-col">
      <div className="relative min-h-0 min-w-0 grow">
        <Stage key={item.id} {...{ item, stage, leaf, close }} />
        <TopBar item={item} info={info} commands={commands} />
        {before ? <Leaf side="left" onClick={() => leaf(-1)} /> : null}
        {after ? <Leaf side="right" onClick={() => leaf(1)} /> : null}
        <Neighbours items={[after, before]} />
      </div>
      {info ? <InfoPanel key={item.id} item={item} onClose={() => setInfo(false)} /> : null}
    </div>
  );
}

interface StageProps extends Pick<ShownProps, 'item' | 'leaf' | 'close'> {
  stage: RefObject<StageCommands | null>;
}

function Stage({ item, stage, leaf, close }: StageProps) {
  const reprocess = useReprocessMedia();
  const text = stateText(item);
  if (!text) {
    if (item.kind === 'video') return <VideoStage item={item} />;
    return <PhotoStage item={item} commands={stage} onSwipe={leaf} onSwipeDown={close} />;
  }
  return (
    <div className="grid size-full place-content-center justify-items-center gap-4 p-8 text-center">
      {isWaiting(item) ? (
        <Spinner className="size-10" />
      ) : (
        <CircleAlert aria-hidden className="size-12 text-[#ff8b9b]" />
      )}
      <p className="text-lg">{text}</p>
      <p className="text-sm text-white/70">{item.fileName}</p>
      {item.state === 'failed' ? (
        <Button busy={reprocess.isPending} onClick={() => reprocess.mutate(item.id)}>
          <RotateCw aria-hidden />
          {t('app.retry')}
        </Button>
      ) : null}
    </div>
  );
}

interface Commands {
  leaf: (by: 1 | -1) => void;
  close: () => void;
  toggleInfo: () => void;
  remove: () => void;
  toggleFullscreen: () => void;
}

const onDark = 'text-white/85 hover:bg-white/15 hover:text-white';

function TopBar({ item, info, commands }: { item: MediaItem; info: boolean; commands: Commands }) {
  const file = largestFile(item);
  const url = file && urlOf(item, file);
  const extension = file?.name.split('.').at(-1);
  return (
    <div className="absolute inset-x-0 top-0 z-10 flex items-center gap-1 bg-gradient-to-b from-black/75 to-transparent px-3 pt-3 pb-8">
      <IconButton label={t('app.close')} className={onDark} onClick={commands.close}>
        <X />
      </IconButton>
      <p className="min-w-0 grow truncate px-2 font-medium">{nameOf(item)}</p>
      {url ? (
        <a
          href={url}
          download={`${nameOf(item).replace(/\.[^.]*$/, '')}.${extension}`}
          aria-label={t('photos.download')}
          title={t('photos.download')}
          className={cn('grid size-10 place-items-center rounded-full [&_svg]:size-5', onDark)}
        >
          <Download aria-hidden />
        </a>
      ) : null}
      <IconButton
        label={t('video.fullscreen')}
        className={cn(onDark, 'max-sm:hidden')}
        onClick={commands.toggleFullscreen}
      >
        <Maximize />
      </IconButton>
      <IconButton label={t('photos.delete')} className={onDark} onClick={commands.remove}>
        <Trash2 />
      </IconButton>
      <IconButton
        label={t('photos.info')}
        aria-pressed={info}
        className={cn(onDark, info && 'bg-white/20')}
        onClick={commands.toggleInfo}
      >
        <Info />
      </IconButton>
    </div>
  );
}

function Leaf({ side, onClick }: { side: 'left' | 'right'; onClick: () => void }) {
  const Icon = side === 'left' ? ChevronLeft : ChevronRight;
  return (
    <IconButton
      label={t(side === 'left' ? 'photos.previous' : 'photos.next')}
      size="lg"
      onClick={onClick}
      className={cn(
        'absolute top-1/2 z-10 -translate-y-1/2 bg-black/45 text-white backdrop-blur hover:bg-black/70 hover:text-white max-sm:hidden',
        side === 'left' ? 'left-4' : 'right-4',
      )}
    >
      <Icon />
    </IconButton>
  );
}

/** Those next to it, out of sight, so that they are there at once. */
function Neighbours({ items }: { items: readonly (MediaItem | undefined)[] }) {
  return (
    <div aria-hidden className="pointer-events-none absolute size-px overflow-hidden opacity-0">
      {items.map((item) =>
        item ? <Picture key={item.id} item={item} alt="" sizes="100vw" fit="cover" eager /> : null,
      )}
    </div>
  );
}

async function toggleFullscreen(frame: HTMLElement | null): Promise<void> {
  try {
    await (document.fullscreenElement ? document.exitFullscreen() : frame?.requestFullscreen());
  } catch {
    // A browser that refuses leaves things as they are.
  }
}

const takesKeys = 'input, textarea, select, [role="menu"], [role="radiogroup"], [role="group"]';

/** Does what a key of the lightbox stands for, where nothing inside has used it. */
function onKey(event: KeyboardEvent, commands: Commands, stage: StageCommands | null): void {
  // The dialog has taken Escape from the browser by then.
  if (event.defaultPrevented && event.key !== 'Escape') return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as Element;
  if (target.closest(takesKeys) && event.key !== 'Escape') return;
  // The player has keys of its own, which wait until this is closed.
  if (pressKey(event.key, commands, stage)) event.preventDefault();
}

function pressKey(key: string, commands: Commands, stage: StageCommands | null): boolean {
  const acts = new Map([
    ['ArrowLeft', () => commands.leaf(-1)],
    ['ArrowRight', () => commands.leaf(1)],
    ['Escape', commands.close],
    ['Delete', commands.remove],
    ['i', commands.toggleInfo],
    ['f', commands.toggleFullscreen],
    ['+', stage?.zoomIn],
    ['-', stage?.zoomOut],
    ['0', stage?.reset],
  ]);
  const act = acts.get(key);
  act?.();
  return act !== undefined;
}
