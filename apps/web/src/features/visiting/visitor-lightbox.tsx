import type { ShownMedia } from '@madrigal/contract';
import { Download } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { onDark } from '../photos/lightbox/commands.ts';
import { LightboxFrame } from '../photos/lightbox/frame.tsx';
import { PhotoStage } from '../photos/lightbox/photo-stage.tsx';
import { useGo } from '../photos/lightbox/use-go.ts';
import { VideoStage } from '../photos/lightbox/video-stage.tsx';
import type { VisitorSource } from './source.ts';

interface VisitorLightboxProps {
  items: readonly ShownMedia[];
  mediaId: string;
  source: VisitorSource;
  onNearEnd: (() => void) | null;
}

/** A photo or video of somebody else's, to look at and to save. */
export function VisitorLightbox({ items, mediaId, source, onNearEnd }: VisitorLightboxProps) {
  const item = items.find(({ id }) => id === mediaId);
  return (
    <LightboxFrame
      {...{ items, item, onNearEnd }}
      failed={onNearEnd === null}
      onGo={useGo()}
      stage={(shown, commands) =>
        shown.kind === 'video' ? (
          <VideoStage item={shown} playback={source.playback(shown.id)} />
        ) : (
          <PhotoStage item={shown} commands={commands} />
        )
      }
      actions={(shown) => (
        <IconButton
          label={t('photos.download')}
          className={onDark}
          onClick={() => void source.download(shown)}
        >
          <Download />
        </IconButton>
      )}
    />
  );
}
