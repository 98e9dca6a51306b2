import { useQuery } from '@tanstack/react-query';
import { MicVocal } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { songQuery } from '../songs/queries.ts';
import { type LyricLine, lineAt, parseLyrics } from './lyrics.ts';
import { player } from './player.ts';
import { usePlayer } from './store.ts';

const placeholders = ['w-3/4', 'w-1/2', 'w-2/3', 'w-5/6', 'w-1/3', 'w-3/5'];

/** The words of the song; where they carry times, the line that is sung stands out. */
export function LyricsView({ songId }: { songId: string }) {
  const query = useQuery(songQuery(songId));
  const text = query.data?.lyrics ?? '';
  const lines = useMemo(() => parseLyrics(text), [text]);
  if (query.isPending) {
    return (
      <div aria-hidden className="space-y-5 pt-4">
        {placeholders.map((width) => (
          <Skeleton key={width} className={cn('h-6', width)} />
        ))}
      </div>
    );
  }
  if (!text.trim()) {
    return (
      <EmptyState
        icon={<MicVocal aria-hidden />}
        heading="h3"
        title={t('lyrics.none')}
        text={t('lyrics.noneText')}
      />
    );
  }
  if (lines.some(({ atMs }) => atMs !== null)) return <SyncedLines lines={lines} />;
  return (
    <p className="whitespace-pre-line text-pretty text-lg leading-relaxed">
      {lines.map((line) => line.text).join('\n')}
    </p>
  );
}

function SyncedLines({ lines }: { lines: readonly LyricLine[] }) {
  const current = usePlayer((state) => lineAt(lines, state.positionMs));
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const line = list.current?.children[current];
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    line?.scrollIntoView({ block: 'center', behavior: still ? 'instant' : 'smooth' });
  }, [current]);
  return (
    <ol ref={list} className="pt-[20%] pb-[60%]">
      {lines.map((line, index) => (
        <li key={`${line.atMs}-${line.text}`}>
          {line.text ? (
            <button
              type="button"
              aria-current={index === current ? 'true' : undefined}
              onClick={() => player.seek(line.atMs ?? 0)}
              className={cn(
                'w-full origin-left rounded-lg py-2 text-left font-semibold text-2xl leading-snug tracking-[-0.02em] transition-colors duration-300 hover:text-ink',
                index === current ? 'text-ink' : 'text-ink-faint',
              )}
            >
              {line.text}
            </button>
          ) : (
            <span aria-hidden className="block h-8" />
          )}
        </li>
      ))}
    </ol>
  );
}
