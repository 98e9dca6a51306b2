import type { MediaVisibility } from '@madrigal/contract';
import { Globe, Link2, Lock } from 'lucide-react';
import { t } from '../../messages/index.ts';

const icons = { private: <Lock />, unlisted: <Link2 />, public: <Globe /> };

/** Who may see an item, to choose from. */
export function visibilities() {
  return (['private', 'unlisted', 'public'] as const).map((value: MediaVisibility) => ({
    value,
    label: t(`photos.visibility.${value}`),
    icon: icons[value],
  }));
}
