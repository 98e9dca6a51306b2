import { FilePlus2, FolderPlus } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { addCollected } from './add-files.ts';
import { collectHandles, collectInput } from './collect.ts';

/** Browsers that let a page open a chosen file again later. */
interface PickerWindow {
  showOpenFilePicker?: (options: { multiple: boolean }) => Promise<FileSystemFileHandle[]>;
}

/** Buttons that choose files or a whole folder. */
export function FilePickers() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chooseFiles = async () => {
    const { showOpenFilePicker } = window as PickerWindow;
    if (!showOpenFilePicker) return files.current?.click();
    const handles = await showOpenFilePicker({ multiple: true }).catch(() => null);
    // Null when the person closed the window.
    if (handles) await addCollected(await collectHandles(handles));
  };
  return (
    <div className="flex shrink-0 flex-wrap justify-center gap-3">
      <Button variant="primary" onClick={() => void chooseFiles()}>
        <FilePlus2 aria-hidden />
        {t('uploads.chooseFiles')}
      </Button>
      <Button onClick={() => folder.current?.click()}>
        <FolderPlus aria-hidden />
        {t('uploads.chooseFolder')}
      </Button>
      <HiddenInput inputRef={files} label={t('uploads.chooseFiles')} testId="file-input" />
      <HiddenInput
        inputRef={folder}
        label={t('uploads.chooseFolder')}
        testId="folder-input"
        folders
      />
    </div>
  );
}

interface HiddenInputProps {
  inputRef: React.RefObject<HTMLInputElement | null>;
  label: string;
  testId: string;
  folders?: boolean;
}

function HiddenInput({ inputRef, label, testId, folders }: HiddenInputProps) {
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    if (input.files) void addCollected(collectInput(input.files));
    // So that the same file can be chosen twice in a row.
    input.value = '';
  };
  return (
    <input
      ref={inputRef}
      type="file"
      multiple
      hidden
      aria-label={label}
      data-testid={testId}
      onChange={onChange}
      {...(folders ? { webkitdirectory: '' } : {})}
    />
  );
}
