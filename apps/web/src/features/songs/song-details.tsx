import type { SongDetails as Details } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Cover } from '../../ui/cover.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useIsAdmin } from '../account/session.ts';
import { player } from '../player/player.ts';
import { Wave } from '../player/wave.tsx';
import { CompactCopy } from './compact-copy.tsx';
import { useDetailsAddress } from './details-address.ts';
import { songQuery, waveformQuery } from './queries.ts';
import { AboutFacts, FileFacts, MusicBrainzFacts } from './song-facts.tsx';
import { artistsOf } from './words.ts';

/** Everything that is known of the song in the address, in a sheet. */
export function SongDetails() {
  const { songId, close } = useDetailsAddress();
  const query = useQuery({ ...songQuery(songId ?? ''), enabled: songId !== null });
  return (
    <Sheet
      open={songId !== null}
      onClose={close}
      title={t('details.title')}
      closeLabel={t('app.close')}
    >
      <div className="overflow-y-auto">
        {query.isError ? (
          <FailedQuery title={t('details.failed')} query={query} />
        ) : query.data ? (
          <Content song={query.data} />
        ) : (
          <Loading />
        )}
      </div>
    </Sheet>
  );
}

function Content({ song }: { song: Details }) {
  const admin = useIsAdmin();
  const peaks = useQuery(waveformQuery(song.id, song.waveformUrl)).data;
  return (
    <>
      <Hero song={song} />
      <div className="space-y-8 px-7 pb-9">
        <div className="h-14">{peaks ? <Wave peaks={peaks} played={0} /> : null}</div>
        <section aria-labelledby="lyrics">
          <h3 id="lyrics" className="mb-3 text-lg">
            {t('details.lyrics')}
          </h3>
          <p className="whitespace-pre-line text-pretty text-ink-soft leading-relaxed">
            {song.lyrics || t('details.noLyrics')}
          </p>
        </section>
        <AboutFacts song={song} />
        <FileFacts song={song} />
        {admin && song.lossless ? <CompactCopy song={song} /> : null}
        <MusicBrainzFacts song={song} />
      </div>
    </>
  );
}

function Hero({ song }: { song: Details }) {
  return (
    <div className="relative overflow-hidden px-7 pt-9 pb-6">
      <Cover
        url={song.coverUrl}
        seed={song.album.id}
        eager
        className="absolute -inset-10 aspect-auto rounded-none opacity-40 blur-3xl saturate-150"
      />
      <div className="absolute inset-0 bg-gradient-to-b from-transparent to-surface" />
      <div className="relative">
        <Cover
          url={song.coverUrl}
          seed={song.album.id}
          eager
          alt={song.album.title}
          className="mx-auto w-52 rounded-2xl shadow-cover"
        />
        <h2 className="mt-6 text-2xl">{song.title}</h2>
        <p className="mt-1 text-ink-soft">{artistsOf(song)}</p>
        <Button variant="primary" className="mt-5" onClick={() => player.playFrom([song], 0)}>
          <Play aria-hidden fill="currentColor" />
          {t('details.play')}
        </Button>
      </div>
    </div>
  );
}

function Loading() {
  return (
    <div aria-hidden className="space-y-4 px-7 pt-9">
      <Skeleton className="mx-auto size-52 rounded-2xl" />
      <Skeleton className="h-7 w-2/3" />
      <Skeleton className="h-4 w-1/3" />
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
