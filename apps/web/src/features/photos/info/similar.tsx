import type { MediaDetails } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../../messages/index.ts';
import { useGo } from '../lightbox/use-go.ts';
import { formatCaptured, nameOf } from '../media.ts';
import { Picture } from '../picture.tsx';
import { similarQuery } from '../queries.ts';

/** Photos that may be the same one once more. */
export function Similar({ item }: { item: MediaDetails }) {
  const go = useGo();
  const query = useQuery({ ...similarQuery(item.id), enabled: item.kind === 'image' });
  const similar = query.data?.items ?? [];
  if (similar.length === 0) return null;
  return (
    <section className="flex flex-col gap-2.5">
      <h3 className="font-medium text-[13px] text-ink-soft">
        {t('photos.similar', { count: similar.length })}
      </h3>
      <ul className="grid grid-cols-4 gap-1.5">
        {similar.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              aria-label={t('photos.photo', {
                title: nameOf(each),
                date: formatCaptured(each, 'short'),
              })}
              onClick={() => go(each.id)}
              className="block aspect-square w-full overflow-hidden rounded-lg bg-sunken"
            >
              <Picture item={each} alt="" sizes="80px" fit="cover" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
