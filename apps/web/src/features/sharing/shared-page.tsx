import { endpoints, type SharedView, type ShareKind } from '@madrigal/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link2Off, LockKeyhole } from 'lucide-react';
import { type ComponentType, type FormEvent, useState } from 'react';
import { useParams } from 'react-router';
import { describeError, isCode } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { HeroPageSkeleton } from '../../ui/page-skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SharedSlideshow } from '../slideshows/shared-slideshow.tsx';
import { SharedMedia, SharedPhotoAlbum } from '../visiting/shared-media.tsx';
import { VisitorFrame } from '../visiting/visitor-frame.tsx';
import { sharedQuery } from './queries.ts';
import { SharedSongs } from './shared-songs.tsx';

/** What a kind of thing looks like to visitors. */
type View = ComponentType<{ view: SharedView; token: string }>;

/** What each kind is shown by. */
const views: Record<ShareKind, View> = {
  playlist: SharedSongs,
  album: SharedSongs,
  song: SharedSongs,
  slideshow: SharedSlideshow,
  media: SharedMedia,
  photo_album: SharedPhotoAlbum,
};

/** What a link opens, for everyone who has it. */
export function SharedPage() {
  const { token = '' } = useParams();
  const [ticket, setTicket] = useState<string | null>(null);
  return (
    <VisitorFrame>
      <Shared key={token} token={ticket ?? token} onUnlocked={setTicket} />
    </VisitorFrame>
  );
}

interface SharedProps {
  token: string;
  onUnlocked: (ticket: string) => void;
}

function Shared({ token, onUnlocked }: SharedProps) {
  const query = useQuery(sharedQuery(token));
  if (query.isPending) return <HeroPageSkeleton />;
  if (query.isSuccess) {
    const View = views[query.data.kind];
    return <View view={query.data} token={token} />;
  }
  if (isCode(query.error, 'password_required')) {
    return <Locked token={token} onUnlocked={onUnlocked} />;
  }
  if (isCode(query.error, 'not_found') || isCode(query.error, 'invalid_request')) {
    return <Nothing title={t('shared.gone.title')} text={t('shared.gone.text')} />;
  }
  return <FailedQuery title={t('shared.failed')} query={query} />;
}

function Nothing({ title, text }: { title: string; text: string }) {
  return (
    <EmptyState
      icon={<Link2Off aria-hidden />}
      heading="h1"
      title={title}
      text={text}
      className="pt-24"
    />
  );
}

function Locked({ token, onUnlocked }: SharedProps) {
  const [password, setPassword] = useState('');
  const unlock = useMutation({
    mutationFn: () =>
      request(endpoints.unlockShare, { params: { token: linkOf(token) }, body: { password } }),
    onSuccess: (unlocked) => onUnlocked(unlocked.token),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate();
  };
  return (
    <EmptyState
      icon={<LockKeyhole aria-hidden />}
      heading="h1"
      title={t('shared.locked.title')}
      text={t('shared.locked.text')}
      className="pt-24"
    >
      <form onSubmit={submit} className="flex w-full max-w-xs flex-col gap-4 text-left">
        <TextField
          label={t('share.password')}
          type="password"
          autoComplete="off"
          maxLength={200}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          fault={unlock.isError ? describeError(unlock.error) : undefined}
        />
        <Button type="submit" variant="primary" busy={unlock.isPending} disabled={!password}>
          {t('shared.locked.submit')}
        </Button>
      </form>
    </EmptyState>
  );
}

/** The link's own token is in the address, also when a ticket has run out. */
function linkOf(token: string): string {
  return token.includes('.') ? (location.pathname.split('/').at(-1) ?? token) : token;
}
