import { type Artist, endpoints } from '@madrigal/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type FormEvent, useDeferredValue, useState } from 'react';
import { useNavigate } from 'react-router';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Cover } from '../../ui/cover.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useCatalogueChange } from './changes.ts';
import { closeEditor } from './edit-target.ts';

export function ArtistForm({ artist }: { artist: Artist }) {
  const [name, setName] = useState(artist.name);
  const save = useCatalogueChange(
    () => request(endpoints.updateArtist, { params: { artistId: artist.id }, body: { name } }),
    () => {
      toast.success(t('account.saved'));
      closeEditor();
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) save.mutate(undefined);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-5 px-7 pt-2 pb-9">
      <TextField
        label={t('field.name')}
        value={name}
        required
        maxLength={1000}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" variant="primary" busy={save.isPending} className="self-end">
        {t('app.save')}
      </Button>
    </form>
  );
}

/** Finds the artist that another one is to become part of. */
export function MergeForm({ artist }: { artist: Artist }) {
  const [text, setText] = useState(artist.name);
  const [into, setInto] = useState<Artist | null>(null);
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['search', 'merge', q],
    queryFn: ({ signal }) => request(endpoints.search, { query: { q, limit: 20 } }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const others = found.data?.artists.filter(({ id }) => id !== artist.id) ?? [];
  return (
    <div className="flex min-h-0 grow flex-col gap-4 px-7 pt-2 pb-9">
      <p className="text-pretty text-ink-soft text-sm">
        {t('editing.merge.text', { name: artist.name })}
      </p>
      <TextField
        label={t('editing.merge.into')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="-mx-2 min-h-0 grow overflow-y-auto">
        {others.map((other) => (
          <li key={other.id}>
            <button
              type="button"
              onClick={() => setInto(other)}
              className="flex w-full items-center gap-3.5 rounded-xl p-2 text-left hover:bg-hover"
            >
              <Cover url={other.coverUrl} seed={other.id} className="size-11 rounded-full" />
              <span className="min-w-0">
                <span className="block truncate font-medium text-[15px]">{other.name}</span>
                <span className="block text-[13px] text-ink-soft">
                  {t('songs.count', { count: other.songCount })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.isSuccess && others.length === 0 ? (
        <p className="text-ink-soft text-sm">{t('editing.merge.none')}</p>
      ) : null}
      <ConfirmMerge artist={artist} into={into} onClose={() => setInto(null)} />
    </div>
  );
}

interface ConfirmMergeProps {
  artist: Artist;
  into: Artist | null;
  onClose: () => void;
}

function ConfirmMerge({ artist, into, onClose }: ConfirmMergeProps) {
  const navigate = useNavigate();
  const merge = useCatalogueChange(
    async (target: Artist) => {
      await request(endpoints.mergeArtists, {
        params: { artistId: artist.id },
        body: { intoArtistId: target.id },
      });
      await navigate(`/artists/${target.id}`, { replace: true });
    },
    (target) => {
      toast.success(t('editing.merge.done', { name: artist.name, into: target.name }));
      closeEditor();
    },
  );
  return (
    <Confirm
      open={into !== null}
      onClose={onClose}
      title={t('editing.merge.title', { name: artist.name, into: into?.name ?? '' })}
      text={t('editing.merge.warning')}
    >
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button variant="danger" busy={merge.isPending} onClick={() => into && merge.mutate(into)}>
        {t('editing.merge')}
      </Button>
    </Confirm>
  );
}
