import type { FavouriteKind } from '@madrigal/contract';
import { Heart as Icon } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useFavourite } from './favourites.ts';

interface HeartProps {
  kind: FavouriteKind;
  id: string;
  /** What is liked, for its name. */
  title: string;
  size?: 'sm' | 'md' | 'lg';
  tabIndex?: number;
  /** Shown only when the row is used, unless it is liked. */
  quiet?: boolean;
}

export function Heart({ kind, id, title, size = 'sm', tabIndex, quiet }: HeartProps) {
  const { liked, toggle } = useFavourite(kind, id);
  return (
    <IconButton
      label={t('favourites.like', { title })}
      hint={t(liked ? 'favourites.remove' : 'favourites.add')}
      size={size}
      tabIndex={tabIndex}
      aria-pressed={liked}
      onClick={toggle}
      className={cn(
        liked ? 'text-accent-ink hover:text-accent-ink' : 'text-ink-faint',
        quiet &&
          !liked &&
          'md:opacity-0 md:focus-visible:opacity-100 md:group-focus-within:opacity-100 md:group-hover:opacity-100',
      )}
    >
      <Icon fill={liked ? 'currentColor' : 'none'} />
    </IconButton>
  );
}
