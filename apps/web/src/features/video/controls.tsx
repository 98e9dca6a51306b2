import {
  Captions,
  Download,
  Maximize,
  Minimize,
  Pause,
  PictureInPicture2,
  Play,
  RotateCcw,
  Volume2,
  VolumeX,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { VideoCommands } from './commands.ts';
import { Scrubber } from './scrubber.tsx';
import type { StoryboardTile } from './storyboard.ts';
import type { VideoState } from './use-video.ts';

interface ControlsProps {
  state: VideoState;
  commands: VideoCommands;
  tiles: readonly StoryboardTile[];
  hasCaptions: boolean;
  isFullscreen: boolean;
  /** The file behind the button to keep it; null without one. */
  downloadUrl: string | null;
}

/**
 * The bar below a video. It lies on pictures of any colour, so it is white on black always. Of small
 * videos its shade covers the middle, and lets clicks through.
 */
export function Controls(props: ControlsProps) {
  const { state, commands, tiles, hasCaptions, isFullscreen, downloadUrl } = props;
  return (
    <div className="*:pointer-events-auto bg-gradient-to-t from-black/85 to-transparent px-3 pt-12 pb-2 text-white sm:px-5">
      <Scrubber {...state} tiles={tiles} onSeek={commands.seek} />
      <div className="flex items-center gap-0.5">
        <Button label={t(playLabel(state))} onClick={commands.toggle}>
          {state.playing ? <Pause /> : state.ended ? <RotateCcw /> : <Play />}
        </Button>
        <Button
          label={t(state.muted ? 'video.unmute' : 'video.mute')}
          onClick={commands.toggleMute}
        >
          {state.muted || state.volume === 0 ? <VolumeX /> : <Volume2 />}
        </Button>
        <span className="nums grow px-2 text-sm">
          {formatClock(state.positionMs)}
          <span className="text-white/70"> / {formatClock(state.durationMs)}</span>
        </span>
        {hasCaptions ? (
          <Button label={t('video.captions')} onClick={commands.toggleCaptions}>
            <Captions />
          </Button>
        ) : null}
        {downloadUrl === null ? null : (
          <a
            href={downloadUrl}
            download
            aria-label={t('video.download')}
            title={t('video.download')}
            className="inline-grid size-10 place-items-center rounded-full hover:bg-white/15 [&_svg]:size-5"
          >
            <Download aria-hidden />
          </a>
        )}
        {document.pictureInPictureEnabled ? (
          <Button label={t('video.pictureInPicture')} onClick={commands.togglePictureInPicture}>
            <PictureInPicture2 />
          </Button>
        ) : null}
        {document.fullscreenEnabled ? (
          <Button
            label={t(isFullscreen ? 'video.exitFullscreen' : 'video.fullscreen')}
            onClick={commands.toggleFullscreen}
          >
            {isFullscreen ? <Minimize /> : <Maximize />}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function playLabel({ playing, ended }: VideoState) {
  if (playing) return 'video.pause';
  return ended ? 'video.replay' : 'video.play';
}

function Button(props: { label: string; onClick: () => void; children: ReactNode }) {
  return <IconButton {...props} className="text-white hover:bg-white/15 hover:text-white" />;
}
