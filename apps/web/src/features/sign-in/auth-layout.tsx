import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import { Logo } from '../../ui/logo.tsx';
import { Voices } from '../../ui/voices.tsx';

interface AuthLayoutProps {
  title: string;
  text: string;
  children: ReactNode;
}

/** The frame of the pages before one is signed in. */
export function AuthLayout({ title, text, children }: AuthLayoutProps) {
  return (
    <main className="grid h-full overflow-y-auto lg:grid-cols-[1.1fr_1fr]">
      <div className="relative m-3 hidden overflow-hidden rounded-[2rem] bg-[linear-gradient(160deg,#e4552c,#a62a22_45%,#3b1530)] text-[#ffd9c2] lg:block">
        <Voices className="absolute inset-0" />
      </div>
      <div className="relative isolate flex min-h-full flex-col px-6 py-8 sm:px-12">
        <div className="-z-10 mask-b-from-30% mask-l-from-40% absolute inset-x-0 top-0 h-36 text-accent opacity-70 lg:hidden">
          <Voices />
        </div>
        <Logo name={t('app.name')} />
        <div className="m-auto w-full max-w-[400px] py-10">
          <h1 className="text-[2rem] leading-tight sm:text-4xl">{title}</h1>
          <p className="mt-3 text-pretty text-ink-soft leading-relaxed">{text}</p>
          {children}
        </div>
      </div>
    </main>
  );
}
