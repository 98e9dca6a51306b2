import { useQuery } from '@tanstack/react-query';
import { t } from '../../messages/index.ts';
import { Titled } from '../../ui/titled.tsx';
import { recentRange, statisticsQuery } from '../history/statistics-query.ts';
import { player } from '../player/player.ts';
import { TrackRow } from '../songs/track-row.tsx';

const shown = 6;
/** With fewer there is nothing to rank. */
const fewest = 3;

/** The songs one hears most these weeks. */
export function MostPlayed() {
  const statistics = useQuery(statisticsQuery(recentRange())).data;
  const rows = statistics?.songs.slice(0, shown) ?? [];
  if (rows.length < fewest) return null;
  const songs = rows.map(({ song }) => song);
  return (
    <Titled title={t('home.mostPlayed')} more={{ to: '/statistics', label: t('stats.title') }}>
      <ol className="-mx-2 grid gap-x-6 xl:grid-cols-2">
        {rows.map(({ song, plays }, index) => (
          <li key={song.id} className="flex min-w-0">
            <TrackRow
              song={song}
              note={t('home.plays', { count: plays })}
              onPlay={() => player.playFrom(songs, index)}
            />
          </li>
        ))}
      </ol>
    </Titled>
  );
}
