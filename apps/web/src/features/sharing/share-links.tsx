import { ShareDialog } from './share-dialog.tsx';
import { useSharing } from './share-store.ts';

const onClose = () => useSharing.setState({ open: false });

/** The links to what was chosen from a menu, which is gone by then. */
export function ShareLinks() {
  const { target, open } = useSharing();
  return target ? <ShareDialog open={open} onClose={onClose} target={target} /> : null;
}
