import { endpoints, type Share } from '@madrigal/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link2, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailedQuery } from '../../ui/failure.tsx';
import { RowsSkeleton } from '../../ui/page-skeleton.tsx';
import { toast } from '../../ui/toast.tsx';
import { copyLink, LinkCard } from './link-card.tsx';
import { type ShareTarget, sharesQuery } from './queries.ts';

interface ShareDialogProps {
  open: boolean;
  onClose: () => void;
  /** What the links open. */
  target: ShareTarget;
  /** Whether visitors could add files of their own to it. */
  takesUploads?: boolean;
  /** Who sees it besides, above the links. */
  head?: ReactNode;
  /** Other ways to share it, shown below the links. */
  children?: ReactNode;
}

/** The links to one thing: made, copied, limited and ended here. */
export function ShareDialog(props: ShareDialogProps) {
  const { open, onClose, target, takesUploads = false, head, children } = props;
  const title = t('share.title', { title: target.title });
  return (
    <Sheet open={open} onClose={onClose} title={title} closeLabel={t('app.close')} titled>
      <div className="flex flex-col gap-5 overflow-y-auto px-7 pt-1 pb-9">
        {head}
        <p className="text-pretty text-ink-soft">{t('share.text')}</p>
        <Links target={target} takesUploads={takesUploads} />
        {children}
      </div>
    </Sheet>
  );
}

function Links({ target, takesUploads }: { target: ShareTarget; takesUploads: boolean }) {
  const query = useQuery(sharesQuery(target));
  const client = useQueryClient();
  const { kind, targetId } = target;
  const create = useMutation({
    mutationFn: () => request(endpoints.createShare, { body: { kind, targetId } }),
    onSuccess: (share: Share) => void copyLink(share),
    onError: (error) => toast.error(describeError(error)),
    // The first link may let visitors in to what was private.
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) =>
          ['shares', 'media', 'photo-albums'].includes(String(queryKey[0])),
      }),
  });
  if (query.isPending) return <RowsSkeleton />;
  if (query.isError) {
    return <FailedQuery title={t('share.failed')} query={query} />;
  }
  const links = query.data.items;
  const make = (label: string, variant: 'primary' | 'secondary') => (
    <Button variant={variant} busy={create.isPending} onClick={() => create.mutate()}>
      <Plus aria-hidden />
      {label}
    </Button>
  );
  if (links.length === 0) {
    return (
      <EmptyState icon={<Link2 aria-hidden />} title={t('share.open')} className="py-8">
        {make(t('share.create'), 'primary')}
      </EmptyState>
    );
  }
  return (
    <>
      {links.map((share) => (
        <LinkCard key={share.id} share={share} takesUploads={takesUploads} />
      ))}
      {make(t('share.another'), 'secondary')}
    </>
  );
}
