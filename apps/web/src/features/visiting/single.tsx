import type { ShownMedia } from '@madrigal/contract';
import { Download } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { VideoStage } from '../photos/lightbox/video-stage.tsx';
import { formatCaptured, nameOf, shapeOf } from '../photos/media.ts';
import { Picture } from '../photos/picture.tsx';
import type { VisitorSource } from './source.ts';
import { VisitorLightbox } from './visitor-lightbox.tsx';

interface SingleProps {
  item: ShownMedia;
  /** Who shows it, in words; null where that is not said. */
  sharedBy: string | null;
  /** What they say to visitors, in place of the caption. */
  note?: string;
  source: VisitorSource;
}

/** One photo or video of somebody else's, as large as the window lets it be. */
export function Single({ item, sharedBy, note, source }: SingleProps) {
  const [params, setParams] = useSearchParams();
  const opened = params.get('open');
  const box = {
    aspectRatio: String(shapeOf(item)),
    maxWidth: `calc((100dvh - 13rem) * ${shapeOf(item)})`,
  };
  const words = note || item.caption;
  const title = item.title || t(item.kind === 'video' ? 'shared.video' : 'shared.photo');
  return (
    <Page className="pt-2 lg:pt-4">
      <div className="mx-auto w-full overflow-hidden rounded-2xl bg-black" style={box}>
        {item.kind === 'video' ? (
          <VideoStage item={item} playback={source.playback(item.id)} autoPlay={false} />
        ) : (
          <button
            type="button"
            aria-label={t('photos.zoomIn')}
            onClick={() => setParams({ open: item.id })}
            className="block size-full cursor-zoom-in"
          >
            <Picture item={item} alt={nameOf(item)} sizes="100vw" fit="contain" eager />
          </button>
        )}
      </div>
      <div className="mt-5 flex flex-wrap items-center gap-4">
        <div className="min-w-0 grow basis-64">
          <h1 className="text-pretty text-2xl sm:text-3xl">{title}</h1>
          <p className="mt-1.5 text-ink-soft text-sm">
            {[sharedBy, formatCaptured(item, 'full')].filter(Boolean).join(' · ')}
          </p>
          {words ? <p className="mt-3 max-w-2xl whitespace-pre-line text-pretty">{words}</p> : null}
        </div>
        <Button variant="primary" onClick={() => void source.download(item)}>
          <Download aria-hidden />
          {t('photos.download')}
        </Button>
      </div>
      {opened === item.id ? (
        <VisitorLightbox items={[item]} mediaId={opened} source={source} onNearEnd={null} />
      ) : null}
    </Page>
  );
}
