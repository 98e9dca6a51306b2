import { Toaster as Sonner } from 'sonner';

export { toast } from 'sonner';

export function Toaster({ label }: { label: string }) {
  return (
    <Sonner
      position="top-center"
      containerAriaLabel={label}
      offset={20}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'pointer-events-auto flex w-full items-center gap-3 rounded-2xl font-sans border border-line bg-raised px-4 py-3.5 text-sm text-ink shadow-float sm:w-[356px]',
          title: 'font-medium',
          description: 'text-ink-soft',
          actionButton:
            'ml-auto shrink-0 rounded-full bg-accent px-3.5 py-1.5 font-semibold text-on-accent text-[13px]',
        },
      }}
    />
  );
}
