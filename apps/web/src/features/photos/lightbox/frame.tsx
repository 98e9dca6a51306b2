import type { ShownMedia } from '@madrigal/contract';
import { ChevronLeft, ChevronRight, Maximize, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { cn } from '../../../ui/cn.ts';
import { useDialogFocus } from '../../../ui/dialog.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { nameOf } from '../media.ts';
import { Picture } from '../picture.tsx';
import { type LightboxCommands, onDark, type StageCommands } from './commands.ts';
import { type Keys, onKey } from './keys.ts';

interface LightboxFrameProps<T extends ShownMedia> {
  /** What to leaf through. */
  items: readonly T[];
  /** The one that is shown; undefined while it is asked for. */
  item: T | undefined;
  /** It could not be found. */
  failed?: boolean;
  /** Shows another one, or (null) none. */
  onGo: (mediaId: string | null) => void;
  /** Asked for more before the end; null where there is none. */
  onNearEnd: (() => void) | null;
  stage: (item: T, commands: LightboxCommands) => ReactNode;
  /** Buttons at the top. */
  actions: (item: T, commands: LightboxCommands) => ReactNode;
  /** Beside the item. */
  aside?: (item: T) => ReactNode;
  /** What keys do besides those of every lightbox. */
  keys?: (item: T, commands: LightboxCommands) => Keys;
}

/** Items before the end at which the next page is fetched. */
const fetchAhead = 5;

/** One photo or video by itself, from edge to edge, with others beside it to leaf to. */
export function LightboxFrame<T extends ShownMedia>(props: LightboxFrameProps<T>) {
  const { items, item, failed = false, onGo, onNearEnd } = props;
  const at = items.findIndex(({ id }) => id === item?.id);
  const frame = useRef<HTMLDivElement>(null);
  const stage = useRef<StageCommands>(null);
  const close = useCallback(() => onGo(null), [onGo]);
  const focus = useDialogFocus(close);
  const [before, after] = at < 0 ? [] : [items[at - 1], items[at + 1]];
  const commands: LightboxCommands = {
    leaf: (by) => {
      const next = by < 0 ? before : after;
      if (next) onGo(next.id);
    },
    close,
    leave: () => onGo((after ?? before)?.id ?? null),
    toggleFullscreen: () => void toggleFullscreen(frame.current),
    stage,
  };
  const keys = item && props.keys ? props.keys(item, commands) : [];
  useEffect(() => {
    if (at >= 0 && at >= items.length - fetchAhead) onNearEnd?.();
  }, [at, items.length, onNearEnd]);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          {...focus}
          onKeyDown={(event: KeyboardEvent) => onKey(event, commands, keys)}
          onEscapeKeyDown={(event) => event.preventDefault()}
          // A toast on top of it may be clicked.
          onInteractOutside={(event) => event.preventDefault()}
          className="fixed inset-0 z-50 flex animate-fade bg-black text-white outline-none"
        >
          <Dialog.Title className="sr-only">{item ? nameOf(item) : t('photos.title')}</Dialog.Title>
          {item ? (
            <div ref={frame} className="flex size-full bg-black max-sm:flex-col">
              <div className="relative min-h-0 min-w-0 grow">
                <div key={item.id} className="size-full">
                  {props.stage(item, commands)}
                </div>
                <TopBar item={item} commands={commands}>
                  {props.actions(item, commands)}
                </TopBar>
                {before ? <Leaf side="left" onClick={() => commands.leaf(-1)} /> : null}
                {after ? <Leaf side="right" onClick={() => commands.leaf(1)} /> : null}
                <Caption item={item} />
                <Neighbours items={[after, before]} />
              </div>
              {props.aside?.(item)}
            </div>
          ) : (
            <Missing failed={failed} onClose={close} />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
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

interface TopBarProps {
  item: ShownMedia;
  commands: LightboxCommands;
  children: ReactNode;
}

function TopBar({ item, commands, children }: TopBarProps) {
  return (
    <div className="absolute inset-x-0 top-0 z-10 flex items-center gap-1 bg-gradient-to-b from-black/75 to-transparent px-3 pt-3 pb-8 max-sm:gap-0">
      <IconButton label={t('app.close')} className={onDark} onClick={commands.close}>
        <X />
      </IconButton>
      <p className="min-w-0 grow truncate px-2 font-medium">{nameOf(item)}</p>
      {children}
      <IconButton
        label={t('video.fullscreen')}
        className={cn(onDark, 'max-sm:hidden')}
        onClick={commands.toggleFullscreen}
      >
        <Maximize />
      </IconButton>
    </div>
  );
}

/** What its owner wrote about it, above the buttons of the photo or the bar of the video. */
function Caption({ item: { caption, kind } }: { item: ShownMedia }) {
  if (!caption) return null;
  return (
    <p
      className={cn(
        'pointer-events-none absolute inset-x-0 mx-auto w-fit max-w-[min(44rem,90%)] whitespace-pre-line text-pretty rounded-2xl bg-black/60 px-4 py-2 text-center text-[15px] backdrop-blur',
        kind === 'video' ? 'bottom-24' : 'bottom-6 sm:bottom-18',
      )}
    >
      {caption}
    </p>
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
function Neighbours({ items }: { items: readonly (ShownMedia | undefined)[] }) {
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
