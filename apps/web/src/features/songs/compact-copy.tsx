import { endpoints, type RenditionFormat, type SongDetails } from '@madrigal/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';
import { songQuery } from './queries.ts';

const formats: RenditionFormat[] = ['opus', 'aac'];

/** Has a lossless song encoded smaller as well. */
export function CompactCopy({ song }: { song: SongDetails }) {
  const client = useQueryClient();
  const encode = useMutation({
    mutationFn: (format: RenditionFormat) =>
      request(endpoints.requestRendition, { params: { songId: song.id }, body: { format } }),
    onSuccess: ({ state }) => {
      toast.success(t(state === 'ready' ? 'details.compactReady' : 'details.compactQueued'));
      void client.invalidateQueries({ queryKey: songQuery(song.id).queryKey });
    },
    onError: (error) => toast.error(describeError(error)),
  });
  const missing = formats.filter((format) => !song.formats.includes(format));
  if (missing.length === 0) return null;
  return (
    <section className="rounded-2xl bg-hover p-5">
      <h3 className="text-[15px]">{t('details.compact')}</h3>
      <p className="mt-1 text-ink-soft text-sm">{t('details.compactText')}</p>
      <div className="mt-4 flex gap-2.5">
        {missing.map((format) => (
          <Button
            key={format}
            size="sm"
            busy={encode.isPending && encode.variables === format}
            onClick={() => encode.mutate(format)}
          >
            {t('details.compactAs', { format: t(`details.format.${format}`) })}
          </Button>
        ))}
      </div>
    </section>
  );
}
