import type { VideoPlayback } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Play, RotateCcw } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { player } from '../player/player.ts';
import { createCommands, pressKey, type VideoCommands } from './commands.ts';
import { Controls } from './controls.tsx';
import { storyboardQuery } from './queries.ts';
import { attachStream } from './stream.ts';
import { useVideoState, type VideoState } from './use-video.ts';

interface VideoPlayerProps {
  /** What it is called, for screen readers. */
  title: string;
  playback: VideoPlayback;
  /** Asked for new addresses when these stop working. */
  onLost: () => void;
  /** Starts without a click, where the browser lets it. */
  autoPlay?: boolean;
  captions?: readonly { url: string; language: string; label: string }[];
  className?: string;
}

/** Plays a video: HLS with controls, storyboard, keyboard, picture-in-picture and full screen. */
export function VideoPlayer(props: VideoPlayerProps) {
  const { title, playback, onLost, autoPlay = false, captions = [], className } = props;
  const frame = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const state = useVideoState(video);
  const commands = useCommands(video, frame);
  const isFullscreen = useFullscreen(frame);
  const quiet = useQuiet(state.playing);
  const tiles = useQuery(storyboardQuery(playback.storyboardUrl)).data ?? [];
  useStream(video, playback, onLost);
  useEffect(() => {
    if (state.playing) player.pause();
  }, [state.playing]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    // Buttons and the bar keep the keys that are theirs.
    const onButton =
      event.target instanceof HTMLButtonElement && [' ', 'Enter'].includes(event.key);
    if (!commands || event.defaultPrevented || onButton) return;
    if (pressKey(commands, event.key, state.durationMs)) event.preventDefault();
    quiet.stir();
  };
  const onClick = (event: MouseEvent) => {
    // A finger has no other way to bring the controls back.
    const onlyLooks = quiet.hidden && isTouch(event.nativeEvent);
    quiet.stir();
    if (!onlyLooks) commands?.toggle();
  };
  return (
    <section
      ref={frame}
      aria-label={t('video.region', { title })}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onPointerMove={quiet.stir}
      onFocus={quiet.stir}
      className={cn(
        'group/video relative isolate overflow-hidden bg-black outline-none',
        quiet.hidden && 'cursor-none',
        className,
      )}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: captions come as tracks where a video has some */}
      <video
        ref={video}
        playsInline
        autoPlay={autoPlay}
        poster={playback.posterUrl}
        preload="metadata"
        aria-label={title}
        onClick={onClick}
        onDoubleClick={commands?.toggleFullscreen}
        className="size-full object-contain"
      >
        {captions.map(({ url, language, label }) => (
          <track key={url} kind="captions" src={url} srcLang={language} label={label} />
        ))}
      </video>
      <Centre {...state} />
      <div
        className={cn(
          'pointer-events-none absolute inset-x-0 bottom-0 transition-opacity duration-200 motion-reduce:transition-none',
          quiet.hidden && '**:pointer-events-none! opacity-0 focus-within:opacity-100',
        )}
      >
        {commands ? (
          <Controls
            {...{ state, commands, tiles, isFullscreen }}
            hasCaptions={captions.length > 0}
            downloadUrl={playback.downloadUrl}
          />
        ) : null}
      </div>
    </section>
  );
}

/**
 * What stands in the middle: a spinner while nothing comes, else a sign that a click starts it. It
 * only looks like a button: the whole picture is one to click on, and the bar has one for keys.
 */
function Centre({ waiting, playing, ended, positionMs }: VideoState) {
  if (!waiting && (playing || (positionMs > 0 && !ended))) return null;
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center text-white">
      {waiting ? (
        <>
          <span role="status" className="sr-only">
            {t('video.loading')}
          </span>
          <Spinner className="size-12" />
        </>
      ) : (
        <span
          aria-hidden
          className="grid size-14 place-items-center rounded-full bg-black/55 transition sm:size-20 group-hover/video:scale-105 group-hover/video:bg-accent group-hover/video:text-on-accent motion-reduce:transition-none [&_svg]:size-7 sm:[&_svg]:size-9"
        >
          {ended ? <RotateCcw /> : <Play className="translate-x-0.5 fill-current" />}
        </span>
      )}
    </div>
  );
}

function isTouch(event: Event): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch';
}

function useCommands(
  video: RefObject<HTMLVideoElement | null>,
  frame: RefObject<HTMLElement | null>,
): VideoCommands | null {
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return useMemo(
    () =>
      mounted && video.current && frame.current
        ? createCommands(video.current, frame.current)
        : null,
    [mounted, video, frame],
  );
}

/** New addresses of the same video go on where the old ones stopped. */
function useStream(
  ref: RefObject<HTMLVideoElement | null>,
  { streamUrl, mp4Url }: VideoPlayback,
  onLost: () => void,
): void {
  const lost = useRef(onLost);
  lost.current = onLost;
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    const { currentTime, paused, ended } = video;
    const goOn = () => {
      if (currentTime > 0 && !ended) video.currentTime = currentTime;
      if (currentTime > 0 && !paused) void video.play().catch(() => {});
    };
    video.addEventListener('loadedmetadata', goOn, { once: true });
    const detach = attachStream(video, { streamUrl, mp4Url }, () => lost.current());
    return () => {
      video.removeEventListener('loadedmetadata', goOn);
      detach();
    };
  }, [ref, streamUrl, mp4Url]);
}

function useFullscreen(frame: RefObject<HTMLElement | null>): boolean {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const read = () => setFull(document.fullscreenElement === frame.current);
    document.addEventListener('fullscreenchange', read);
    return () => document.removeEventListener('fullscreenchange', read);
  }, [frame]);
  return isFull;
}

const QUIET_MS = 2500;

/** Controls hide while a video plays and nobody stirs. */
function useQuiet(playing: boolean): { hidden: boolean; stir: () => void } {
  const [hidden, setHidden] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  const stir = () => {
    setHidden(false);
    window.clearTimeout(timer.current);
    if (playing) timer.current = window.setTimeout(() => setHidden(true), QUIET_MS);
  };
  const latest = useRef(stir);
  latest.current = stir;
  // biome-ignore lint/correctness/useExhaustiveDependencies: starts anew whenever playing changes
  useEffect(() => {
    latest.current();
    return () => window.clearTimeout(timer.current);
  }, [playing]);
  return { hidden: hidden && playing, stir };
}
