import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { cn } from './cn.ts';
import { IconButton } from './icon-button.tsx';

interface SheetProps {
  open: boolean;
  onClose: () => void;
  title: string;
  closeLabel: string;
  /** Shows the title above the content, which otherwise begins with one of its own. */
  titled?: boolean;
  children: ReactNode;
}

/**
 * Where the focus goes: to the panel and not to its first button, whose tooltip would open at once,
 * and at the end back to what opened it. Escape closes even while a tooltip is shown.
 */
export function useDialogFocus(onClose: () => void) {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event: Event) => {
      event.preventDefault();
      opener.current = document.activeElement;
      (event.currentTarget as HTMLElement).focus();
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (!isElsewhere(document.activeElement)) focusAfter(opener.current, event.currentTarget);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const inside = event.currentTarget.contains(event.target as Node);
      if (event.key === 'Escape' && inside) onClose();
    },
  };
}

/**
 * Whether somebody went on to something else before the focus came back, which takes a moment after
 * the dialog is gone. A dialog below that takes the focus by itself is not somebody.
 */
function isElsewhere(focused: Element | null): boolean {
  return focused !== null && focused !== document.body && focused.getAttribute('role') !== 'dialog';
}

/** What opened a dialog may be gone, as the item of a menu is: then whatever is open below it has the keys. */
function focusAfter(opener: Element | null, closing: EventTarget | null): void {
  if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body) {
    opener.focus();
    return;
  }
  const open = document.querySelectorAll<HTMLElement>('[role="dialog"][data-state="open"]');
  [...open]
    .filter((dialog) => dialog !== closing)
    .at(-1)
    ?.focus();
}

const scrim = 'fixed inset-0 z-40 animate-fade bg-scrim backdrop-blur-[2px]';

/** A panel beside the page on wide screens, from below on a phone. */
export function Sheet({ open, onClose, title, closeLabel, titled, children }: SheetProps) {
  const focus = useDialogFocus(onClose);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          aria-describedby={undefined}
          {...focus}
          className={cn(
            'fixed z-50 flex flex-col overflow-hidden bg-surface shadow-float outline-none',
            'inset-x-0 bottom-0 h-[92dvh] animate-sheet rounded-t-3xl',
            'sm:inset-y-3 sm:right-3 sm:left-auto sm:h-auto sm:w-[440px] sm:animate-drawer sm:rounded-3xl',
          )}
        >
          <Radix.Title className={titled ? 'px-7 pt-6 pb-2 text-2xl' : 'sr-only'}>
            {title}
          </Radix.Title>
          <Radix.Close asChild>
            <IconButton
              label={closeLabel}
              size="sm"
              className="absolute top-4 right-4 z-10 bg-glass text-ink backdrop-blur"
            >
              <X />
            </IconButton>
          </Radix.Close>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  text: string;
  children: ReactNode;
}

/** A question before something that cannot be undone; the buttons are the children. */
export function Confirm({ open, onClose, title, text, children }: ConfirmProps) {
  const focus = useDialogFocus(onClose);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={scrim} />
        <Radix.Content
          {...focus}
          className="fixed inset-x-4 top-1/2 z-50 mx-auto max-w-md -translate-y-1/2 rounded-3xl bg-raised p-7 shadow-float outline-none"
        >
          <Radix.Title className="text-xl">{title}</Radix.Title>
          <Radix.Description className="mt-2 text-ink-soft">{text}</Radix.Description>
          <div className="mt-7 flex flex-wrap justify-end gap-3">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
