import type { Playlist, PlaylistFileFormat } from '@madrigal/contract';
import { useMutation } from '@tanstack/react-query';
import { FileOutput } from 'lucide-react';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { exportPlaylist } from './transfer.ts';

const formats: readonly PlaylistFileFormat[] = ['m3u8', 'jspf', 'csv'];

/** Saves a playlist for other programs. */
export function ExportMenu({ playlist }: { playlist: Playlist }) {
  const save = useMutation({
    mutationFn: (format: PlaylistFileFormat) => exportPlaylist(playlist, format),
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={t('transfer.export')} disabled={save.isPending}>
          <FileOutput />
        </IconButton>
      }
    >
      {formats.map((format) => (
        <MenuItem key={format} onSelect={() => save.mutate(format)}>
          {t(`transfer.export.${format}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
