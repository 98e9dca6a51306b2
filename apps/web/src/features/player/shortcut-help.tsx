import { t } from '../../messages/index.ts';
import { Sheet } from '../../ui/dialog.tsx';
import { shortcuts, useShortcutHelp } from './shortcuts.ts';

const signs: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Shift: '⇧',
};

function nameOf(key: string): string {
  return key === ' ' ? t('keys.space') : (signs[key] ?? key.toUpperCase());
}

/** What the keys do; a question mark opens it. */
export function ShortcutHelp() {
  const open = useShortcutHelp((state) => state.open);
  return (
    <Sheet
      open={open}
      onClose={() => useShortcutHelp.setState({ open: false })}
      title={t('keys.title')}
      closeLabel={t('app.close')}
      titled
    >
      <div className="grow overflow-y-auto px-7 pt-3 pb-9">
        <dl className="divide-y divide-line">
          {shortcuts.map(({ keys, name }) => (
            <div key={name} className="flex h-12 items-center justify-between gap-4">
              <dt className="text-sm">{t(name as 'keys.toggle')}</dt>
              <dd className="flex gap-1.5">
                {keys.map((key) => (
                  <kbd
                    key={key}
                    className="grid h-7 min-w-7 place-items-center rounded-lg border border-line bg-hover px-2 font-sans font-semibold text-ink-soft text-xs"
                  >
                    {nameOf(key)}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Sheet>
  );
}
