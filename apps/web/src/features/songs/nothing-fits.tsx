import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

interface NothingFitsProps {
  of: 'songs' | 'albums' | 'artists';
  icon: ReactNode;
  /** By filters; else it is in the order by plays. */
  narrowed: boolean;
  /** Takes filters away, or the order. */
  onClear: () => void;
}

/** A list in which nothing is left of what the library has. */
export function NothingFits({ of, icon, narrowed, onClear }: NothingFitsProps) {
  return (
    <EmptyState
      icon={icon}
      title={narrowed ? t(`${of}.noneFit`) : t('songs.nonePlayed')}
      text={narrowed ? t('songs.noneFitText') : t('songs.nonePlayedText')}
    >
      <Button onClick={onClear}>{t(`${of}.showAll`)}</Button>
    </EmptyState>
  );
}
