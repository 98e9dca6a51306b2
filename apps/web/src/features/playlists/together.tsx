import { endpoints, type Playlist, type PlaylistMember } from '@madrigal/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { LogOut, UserMinus, UserPlus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { toast } from '../../ui/toast.tsx';

function membersQuery(playlistId: string) {
  return queryOptions({
    queryKey: ['playlists', 'members', playlistId],
    queryFn: ({ signal }) =>
      request(endpoints.listPlaylistMembers, { params: { playlistId } }, signal),
  });
}

/** Mutations of who is in; everything shown of playlists is fetched anew after each. */
function useMembership<Input>(change: (input: Input) => Promise<unknown>, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => onDone?.(),
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['playlists'] }),
  });
}

/** Takes the invitation that the address carries; true until that is settled. */
export function useJoin(playlistId: string): boolean {
  const [search, setSearch] = useSearchParams();
  const token = search.get('join');
  const taken = useRef<string | null>(null);
  const join = useMembership((secret: string) =>
    request(endpoints.joinPlaylist, { params: { playlistId }, body: { token: secret } }),
  );
  const { mutate } = join;
  useEffect(() => {
    if (!token || taken.current === token) return;
    taken.current = token;
    mutate(token, {
      onSuccess: () => toast.success(t('together.joined')),
      onSettled: () => setSearch({}, { replace: true }),
    });
  }, [token, mutate, setSearch]);
  return token !== null;
}

/** Who changes a playlist together, and the link that invites more of them. */
export function Together({ playlistId }: { playlistId: string }) {
  const query = useQuery(membersQuery(playlistId));
  const params = { playlistId };
  const invite = useMembership(async () => {
    const { path } = await request(endpoints.invitePlaylistMembers, { params });
    await navigator.clipboard.writeText(new URL(path, location.origin).href);
    toast.success(t('together.copied'));
  });
  const end = useMembership(() => request(endpoints.endPlaylistInvitation, { params }));
  if (!query.isSuccess) return null;
  const { items, invitationOpen } = query.data;
  return (
    <section className="flex flex-col gap-4 border-line border-t pt-6">
      <h3 className="text-xl">{t('together.title')}</h3>
      <p className="text-pretty text-ink-soft">{t('together.text')}</p>
      {items.length > 1 ? (
        <ul aria-label={t('together.members')} className="flex flex-col gap-1">
          {items.map((member) => (
            <Member key={member.userId} playlistId={playlistId} member={member} />
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button busy={invite.isPending} onClick={() => invite.mutate(undefined)}>
          <UserPlus aria-hidden />
          {t('together.invite')}
        </Button>
        {invitationOpen ? (
          <Button variant="ghost" busy={end.isPending} onClick={() => end.mutate(undefined)}>
            {t('together.end')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** Who takes part, in one line. */
export function People({ playlistId }: { playlistId: string }) {
  const members = useQuery(membersQuery(playlistId)).data?.items ?? [];
  if (members.length < 2) return null;
  return (
    <ul aria-label={t('together.members')} className="mt-3 flex flex-wrap items-center gap-2">
      {members.map(({ userId, name, isSelf }) => (
        <li
          key={userId}
          className="flex items-center gap-2 rounded-full bg-hover py-1 pr-3 pl-1 text-[13px]"
        >
          <Initial name={name} />
          {isSelf ? t('together.you') : name}
        </li>
      ))}
    </ul>
  );
}

function Initial({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="grid size-7 place-items-center rounded-full bg-accent-wash font-semibold text-accent-ink text-xs"
    >
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}

function Member({ playlistId, member }: { playlistId: string; member: PlaylistMember }) {
  const { userId, name, isOwner } = member;
  const remove = useMembership(() =>
    request(endpoints.removePlaylistMember, { params: { playlistId, userId } }),
  );
  return (
    <li className="flex h-11 items-center gap-3 rounded-xl px-2 hover:bg-hover">
      <Initial name={name} />
      <span className="min-w-0 grow truncate">{name}</span>
      {isOwner ? (
        <span className="text-[13px] text-ink-faint">{t('together.owner')}</span>
      ) : (
        <IconButton
          label={t('together.remove', { name })}
          size="sm"
          onClick={() => remove.mutate(undefined)}
        >
          <UserMinus />
        </IconButton>
      )}
    </li>
  );
}

export function LeaveButton({ playlist }: { playlist: Playlist }) {
  const navigate = useNavigate();
  const members = useQuery(membersQuery(playlist.id)).data?.items;
  const self = members?.find(({ isSelf }) => isSelf);
  const params = { playlistId: playlist.id, userId: self?.userId ?? '' };
  const leave = useMembership(
    () => request(endpoints.removePlaylistMember, { params }),
    () => void navigate('/playlists'),
  );
  return (
    <Button disabled={!self} busy={leave.isPending} onClick={() => leave.mutate(undefined)}>
      <LogOut aria-hidden />
      {t('together.leave')}
    </Button>
  );
}
