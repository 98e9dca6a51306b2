import { useQuery } from '@tanstack/react-query';
import { t } from '../../../messages/index.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Section } from '../section.tsx';
import { storageQuery } from '../storage.ts';
import { StorageMeter } from '../storage-meter.tsx';

export function StorageSection() {
  const storage = useQuery(storageQuery).data;
  return (
    <Section title={t('storage.title')} text={t('storage.text')}>
      {storage ? <StorageMeter storage={storage} /> : <Skeleton className="h-16 rounded-2xl" />}
      {storage?.leftBytes === 0 ? (
        <p role="status" className="rounded-2xl bg-warn-wash px-4 py-3 text-sm text-warn">
          {t('storage.full')}
        </p>
      ) : null}
    </Section>
  );
}
