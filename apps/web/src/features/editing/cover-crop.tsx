import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { toBase64 } from '../../api/base64.ts';
import { t } from '../../messages/index.ts';
import { Slider } from '../../ui/slider.tsx';
import { cropOf, moved, type View } from './crop.ts';

/** Side of what is drawn on screen and of what is sent, in pixels. */
const shownSide = 800;
const sentSide = 1000;
const mostZoom = 4;
const keyStep = 0.05;
/** The first that makes it small enough is taken. */
const qualities = [0.88, 0.75, 0.5];
const mostBytes = 700_000;

interface CoverCropProps {
  picture: ImageBitmap;
  view: View;
  onChange: (view: View) => void;
}

/** A picture in a square frame, to be moved and enlarged. */
export function CoverCrop({ picture, view, onChange }: CoverCropProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, picture, view);
  }, [picture, view]);

  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!drag.current) return;
    const { width } = event.currentTarget.getBoundingClientRect();
    const by = {
      x: (event.clientX - drag.current.x) / width,
      y: (event.clientY - drag.current.y) / width,
    };
    drag.current = { x: event.clientX, y: event.clientY };
    onChange(moved(picture, view, by));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = {
      ArrowLeft: { x: keyStep, y: 0 },
      ArrowRight: { x: -keyStep, y: 0 },
      ArrowUp: { x: 0, y: keyStep },
      ArrowDown: { x: 0, y: -keyStep },
    }[event.key];
    if (!by) return;
    event.preventDefault();
    onChange(moved(picture, view, by));
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: nothing else can be moved in two directions */}
      <div
        role="group"
        aria-label={t('editing.cover.move')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the picture
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        className="cursor-move touch-none overflow-hidden rounded-3xl shadow-cover"
      >
        <canvas ref={canvas} width={shownSide} height={shownSide} className="block w-full" />
      </div>
      <div className="flex items-center gap-4 text-ink-soft text-sm">
        <span aria-hidden>{t('editing.cover.zoom')}</span>
        <Slider
          label={t('editing.cover.zoom')}
          value={((view.zoom - 1) / (mostZoom - 1)) * 100}
          onChange={(value) => onChange({ ...view, zoom: 1 + (value / 100) * (mostZoom - 1) })}
        />
      </div>
    </>
  );
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, view: View): void {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw.');
  const { left, top, side } = cropOf(picture, view);
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
}

/** What is seen of a picture as a JPEG in base64, small enough for one request. */
export async function squareOf(picture: ImageBitmap, view: View): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.min(sentSide, Math.ceil(cropOf(picture, view).side));
  draw(canvas, picture, view);
  for (const quality of qualities) {
    const blob = await encode(canvas, quality);
    if (blob && blob.size <= mostBytes) return toBase64(new Uint8Array(await blob.arrayBuffer()));
  }
  throw new Error('The picture could not be encoded.');
}

function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
