import { create } from 'zustand';
import type { ShareTarget } from './queries.ts';

/** What is about to be shared from a menu, and whether its links are shown. */
export const useSharing = create<{ target: ShareTarget | null; open: boolean }>(() => ({
  target: null,
  open: false,
}));

/** Shows the links to something. */
export function shareLinks(target: ShareTarget): void {
  useSharing.setState({ target, open: true });
}
