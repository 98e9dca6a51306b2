import { CloudUpload } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { useIsAdmin } from '../account/session.ts';
import { FilePickers } from './file-pickers.tsx';
import { StorageNote } from './storage-note.tsx';
import { UploadList } from './upload-list.tsx';
import { UploadSummary } from './upload-summary.tsx';
import { useUploads } from './uploader.ts';

export function UploadPage() {
  return (
    <div className="mx-auto max-w-4xl px-5 pt-6 pb-10 sm:px-10 lg:pt-10">
      <h1 className="mb-8 text-4xl sm:text-5xl">{t('uploads.title')}</h1>
      <Uploads />
    </div>
  );
}

function Uploads() {
  const uploads = useUploads();
  const some = uploads.items.length > 0;
  return (
    <>
      <DropZone compact={some} />
      <StorageNote />
      {some ? (
        <div className="mt-6">
          <UploadSummary {...uploads} />
          <UploadList items={uploads.items} />
        </div>
      ) : (
        <p className="mt-6 text-center text-ink-faint text-sm">{t('uploads.empty')}</p>
      )}
    </>
  );
}

/** The whole window takes drops; this says so, and has the buttons. */
function DropZone({ compact }: { compact: boolean }) {
  // Songs are for admins, photos and videos for everybody.
  const who = useIsAdmin() ? 'admin' : 'listener';
  return (
    <div
      className={cn(
        'flex flex-col items-center justify-center gap-x-6 gap-y-5 rounded-[2rem] border-2 border-line-strong/50 border-dashed bg-surface p-6 text-center',
        compact ? 'md:flex-row md:px-8 md:text-left' : 'min-h-[420px] py-16',
      )}
    >
      {compact ? null : (
        <CloudUpload aria-hidden strokeWidth={1.4} className="size-16 text-accent-ink" />
      )}
      <div className={compact ? 'grow' : 'max-w-md'}>
        <h2 className={compact ? 'text-xl' : 'text-2xl sm:text-3xl'}>
          {t(`uploads.drop.${who}.title`)}
        </h2>
        <p className="mt-1.5 text-pretty text-ink-soft text-sm leading-relaxed">
          {t(`uploads.drop.${who}.text`)}
        </p>
      </div>
      <FilePickers />
    </div>
  );
}
