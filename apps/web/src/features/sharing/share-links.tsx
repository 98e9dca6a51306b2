import { ShareDialog } from './share-dialog.tsx';
import { useSharing } from './share-store.ts';
import { ShareVisibility } from './share-visibility.tsx';

const onClose = () => useSharing.setState({ open: false });

/** The links to what was chosen from a menu, which is gone by then. */
export function ShareLinks() {
  const { target, open } = useSharing();
  if (!target) return null;
  return (
    <ShareDialog
      open={open}
      onClose={onClose}
      target={target}
      takesUploads={target.kind === 'photo_album'}
      head={<ShareVisibility target={target} />}
    />
  );
}
