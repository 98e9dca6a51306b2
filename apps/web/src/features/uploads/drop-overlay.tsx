import { CloudUpload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../../messages/index.ts';
import { addCollected } from './add-files.ts';
import { collectDrop } from './collect.ts';

/** Pages that show by themselves what becomes of a drop. */
const staysOn = ['/photos', '/photos/trash'];

/** Takes files dropped anywhere in the window and goes to the upload page. */
export function DropOverlay() {
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const listen = (name: 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      window.addEventListener(name, act, { signal: listening.signal });
    listen('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      setOver(false);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      void collectDrop(event.dataTransfer).then(addCollected);
      if (!staysOn.includes(location.pathname)) void navigate('/upload');
    });
    return () => listening.abort();
  }, [navigate]);

  if (!over) return null;
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed inset-0 z-[80] grid animate-fade place-items-center bg-canvas/85 p-5 backdrop-blur-md"
    >
      <div className="grid size-full place-items-center rounded-[2rem] border-2 border-accent border-dashed bg-accent-wash/50">
        <div className="text-center">
          <CloudUpload className="mx-auto size-14 text-accent-ink" strokeWidth={1.5} />
          <p className="mt-5 font-semibold text-2xl">{t('uploads.drop.active')}</p>
        </div>
      </div>
    </div>
  );
}
