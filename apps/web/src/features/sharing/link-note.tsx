import type { Share } from '@madrigal/contract';
import { t } from '../../messages/index.ts';
import { DraftArea } from '../../ui/draft.tsx';

interface LinkNoteProps {
  share: Share;
  onSave: (description: string) => void;
}

/** What the owner of a link says to those who follow it. */
export function LinkNote({ share, onSave }: LinkNoteProps) {
  return (
    <DraftArea
      label={t('share.note')}
      placeholder={t('share.note.example')}
      kept={share.description}
      maxLength={2000}
      onSave={onSave}
    />
  );
}
