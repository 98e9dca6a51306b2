import { Share2 } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { MenuItem } from '../../ui/menu.tsx';
import type { ShareTarget } from './queries.ts';
import { shareLinks } from './share-store.ts';

/** Opens the links to a thing from its menu. */
export function ShareItem({ target }: { target: ShareTarget }) {
  return (
    <MenuItem onSelect={() => shareLinks(target)}>
      <Share2 aria-hidden />
      {t('share.open')}
    </MenuItem>
  );
}
