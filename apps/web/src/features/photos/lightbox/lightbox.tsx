import type { MediaItem, PhotoAlbum } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Info, RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { cn } from '../../../ui/cn.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { playbackQuery } from '../../video/queries.ts';
import { useDeleteMedia, useReprocessMedia } from '../changes.ts';
import { AlikeHint } from '../info/alike-hint.tsx';
import { InfoPanel } from '../info/info-panel.tsx';
import { isWaiting, nameOf } from '../media.ts';
import { mediaQuery } from '../queries.ts';
import { stateText } from '../words.ts';
import { type LightboxCommands, onDark } from './commands.ts';
import { LightboxFrame } from './frame.tsx';
import { MoreMenu } from './more-menu.tsx';
import { PhotoStage } from './photo-stage.tsx';
import { useGo } from './use-go.ts';
import { VideoStage } from './video-stage.tsx';

interface LightboxProps {
  /** The timeline or album, to leaf through. */
  items: readonly MediaItem[];
  mediaId: string;
  /** Asked for more before the end; null where there is none. */
  onNearEnd: (() => void) | null;
  /** The album they are looked at in, where they are. */
  album?: PhotoAlbum | undefined;
}

/** A photo or video of one's own. Which one is part of the address. */
export function Lightbox({ items, mediaId, onNearEnd, album }: LightboxProps) {
  const listed = items.find(({ id }) => id === mediaId);
  // What the list has is there at once; one from elsewhere has to be asked for.
  const query = useQuery({ ...mediaQuery(mediaId), enabled: !listed });
  const item = listed ?? query.data;
  const [info, setInfo] = useState(false);
  const remove = useDeleteMedia();
  const discard = (shown: MediaItem, { leave }: LightboxCommands) => {
    leave();
    remove.mutate([shown]);
  };
  const toggleInfo = () => setInfo(!info);
  return (
    <LightboxFrame
      {...{ items, item, onNearEnd }}
      failed={!item && query.isError}
      onGo={useGo()}
      stage={(shown, commands) => <Stage item={shown} commands={commands} />}
      actions={(shown, commands) => (
        <>
          {info ? null : <AlikeHint item={shown} onOpen={toggleInfo} />}
          <MoreMenu item={shown} album={album} onTakenOut={commands.leave} />
          <IconButton
            label={t('photos.delete')}
            className={onDark}
            onClick={() => discard(shown, commands)}
          >
            <Trash2 />
          </IconButton>
          <IconButton
            label={t('photos.info')}
            aria-pressed={info}
            className={cn(onDark, info && 'bg-white/20')}
            onClick={toggleInfo}
          >
            <Info />
          </IconButton>
        </>
      )}
      aside={(shown) =>
        info ? <InfoPanel key={shown.id} item={shown} onClose={() => setInfo(false)} /> : null
      }
      keys={(shown, commands) => [
        ['i', toggleInfo],
        ['Delete', () => discard(shown, commands)],
      ]}
    />
  );
}

function Stage({ item, commands }: { item: MediaItem; commands: LightboxCommands }) {
  const reprocess = useReprocessMedia();
  const text = stateText(item);
  if (!text) {
    if (item.kind === 'video') {
      return <VideoStage item={item} playback={playbackQuery(item.id)} />;
    }
    return <PhotoStage item={item} commands={commands} />;
  }
  return (
    <div className="grid size-full place-content-center justify-items-center gap-4 p-8 text-center">
      {isWaiting(item) ? (
        <Spinner className="size-10" />
      ) : (
        <CircleAlert aria-hidden className="size-12 text-[#ff8b9b]" />
      )}
      <p className="text-lg">{text}</p>
      <p className="text-sm text-white/70">{nameOf(item)}</p>
      {item.state === 'failed' ? (
        <Button busy={reprocess.isPending} onClick={() => reprocess.mutate(item.id)}>
          <RotateCw aria-hidden />
          {t('app.retry')}
        </Button>
      ) : null}
    </div>
  );
}
