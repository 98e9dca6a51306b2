import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileMusic } from 'lucide-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { Progress } from '../../ui/progress.tsx';
import { toast } from '../../ui/toast.tsx';
import { uuidv7 } from '../history/uuidv7.ts';
import { ImportReview } from './import-review.tsx';
import { makePlaylist, type ReadFile, readFile } from './transfer.ts';

const accepted = '.m3u,.m3u8,.jspf,.json,.csv,.tsv,.txt';

/** Makes a playlist of another program's file: chosen, matched, looked at, made. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('transfer.import')}
      closeLabel={t('app.close')}
      titled
    >
      <Stages />
    </Sheet>
  );
}

function Stages() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [progress, setProgress] = useState(0);
  const control = useRef(new AbortController());
  useEffect(() => {
    const current = new AbortController();
    control.current = current;
    return () => current.abort();
  }, []);
  const read = useMutation({
    mutationFn: (file: File) => readFile(file, setProgress, control.current.signal),
    onMutate: () => setProgress(0),
  });
  const make = useMutation({
    mutationFn: (list: Parameters<typeof makePlaylist>[0]) => makePlaylist(list, setProgress),
    onMutate: () => setProgress(0),
    onSuccess: async ({ id, name }) => {
      toast.success(t('transfer.made', { name }));
      await navigate(`/playlists/${id}`);
    },
    onError: (error) => toast.error(describeError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ['playlists'] }),
  });
  if (read.isPending) return <Working label={t('transfer.matching')} value={progress} />;
  if (make.isPending) return <Working label={t('transfer.making')} value={progress} />;
  if (!read.data) {
    const fault =
      read.error &&
      (read.error instanceof ApiError ? describeError(read.error) : read.error.message);
    return <ChooseFile fault={fault} onFile={(file) => read.mutate(file)} />;
  }
  return <Review file={read.data} onAgain={read.reset} onMake={make.mutate} />;
}

interface ReviewProps {
  file: ReadFile;
  onAgain: () => void;
  onMake: (list: Parameters<typeof makePlaylist>[0]) => void;
}

function Review({ file, onAgain, onMake }: ReviewProps) {
  // One id for all tries, so that a second one does not make a second playlist.
  const [id] = useState(() => uuidv7(Date.now()));
  return <ImportReview file={file} onAgain={onAgain} onMake={(list) => onMake({ id, ...list })} />;
}

function Working({ label, value }: { label: string; value: number }) {
  return (
    <div className="flex flex-col gap-3 px-7 pt-4" role="status">
      <p className="text-ink-soft">{label} …</p>
      <Progress label={label} value={value} />
    </div>
  );
}

function ChooseFile({ fault, onFile }: { fault: string | null; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div className="flex flex-col gap-5 overflow-y-auto px-7 pt-1 pb-9">
      <p className="text-pretty text-ink-soft">{t('transfer.import.text')}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files can be dropped; the button does the same */}
      <div
        onDragOver={(event) => event.preventDefault()}
        onDrop={onDrop}
        className="flex flex-col items-center gap-4 rounded-3xl border-2 border-line-strong/60 border-dashed px-6 py-12 text-center"
      >
        <FileMusic aria-hidden strokeWidth={1.5} className="size-12 text-accent-ink" />
        <Button variant="primary" onClick={() => input.current?.click()}>
          {t('transfer.import.choose')}
        </Button>
        <p className="text-[13px] text-ink-faint">{t('transfer.import.formats')}</p>
        <input
          ref={input}
          type="file"
          accept={accepted}
          aria-label={t('transfer.import.choose')}
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) onFile(file);
          }}
        />
      </div>
      {fault ? (
        <p role="alert" className="text-danger text-sm">
          {fault}
        </p>
      ) : null}
    </div>
  );
}
