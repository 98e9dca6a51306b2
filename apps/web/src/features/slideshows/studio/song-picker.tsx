import { endpoints, type Song } from '@madrigal/contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { describeError } from '../../../api/problem.ts';
import { request } from '../../../api/request.ts';
import { formatClock } from '../../../messages/format.ts';
import { t } from '../../../messages/index.ts';
import { Cover } from '../../../ui/cover.tsx';
import { Sheet } from '../../../ui/dialog.tsx';
import { RowsSkeleton } from '../../../ui/page-skeleton.tsx';

const most = 50;

/** Songs by what is typed, or the newest. */
function songsFor(q: string) {
  return queryOptions({
    queryKey: ['songs', 'to-choose', q],
    queryFn: async ({ signal }): Promise<Song[]> =>
      q
        ? (await request(endpoints.search, { query: { q, limit: most } }, signal)).songs
        : (await request(endpoints.listSongs, { query: { limit: most } }, signal)).items,
    placeholderData: keepPreviousData,
  });
}

interface SongPickerProps {
  open: boolean;
  onClose: () => void;
  onChoose: (song: Song) => void;
}

export function SongPicker({ open, onClose, onChoose }: SongPickerProps) {
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('studio.music.choose')}
      closeLabel={t('app.close')}
      titled
    >
      <Songs onChoose={onChoose} />
    </Sheet>
  );
}

function Songs({ onChoose }: Pick<SongPickerProps, 'onChoose'>) {
  const [text, setText] = useState('');
  const q = useDeferredValue(text.trim());
  const query = useQuery(songsFor(q));
  return (
    <>
      <div className="relative px-6 pb-3">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-3.5 left-10 size-5 text-ink-faint"
        />
        <input
          type="search"
          aria-label={t('studio.music.search')}
          placeholder={t('studio.music.search')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-12 w-full rounded-full bg-hover pr-5 pl-12 placeholder:text-ink-faint"
        />
      </div>
      <div className="min-h-0 grow overflow-y-auto px-4 pb-6">
        {query.isPending ? <RowsSkeleton /> : null}
        {query.isError ? <p className="p-4 text-danger">{describeError(query.error)}</p> : null}
        {query.data?.length === 0 ? (
          <p className="p-4 text-center text-ink-soft">{t('studio.music.none')}</p>
        ) : null}
        <ul>
          {query.data?.map((song) => (
            <li key={song.id}>
              <button
                type="button"
                onClick={() => onChoose(song)}
                className="flex w-full items-center gap-3 rounded-xl p-2 text-left -outline-offset-2 hover:bg-hover"
              >
                <SongLine song={song} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** Cover, names and length of a song. */
export function SongLine({ song }: { song: Song }) {
  return (
    <>
      <Cover url={song.coverUrl} seed={song.album.id} className="size-12" />
      <span className="min-w-0 grow">
        <span className="block truncate font-semibold text-sm">{song.title}</span>
        <span className="block truncate text-[13px] text-ink-soft">
          {song.artists.map(({ name }) => name).join(', ')}
        </span>
      </span>
      <span className="text-[13px] text-ink-faint tabular-nums">
        {formatClock(song.durationMs)}
      </span>
    </>
  );
}
