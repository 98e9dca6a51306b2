import { type ReactNode, useId } from 'react';

/** One concern of the account page. */
export function Section(props: { title: string; text?: string; children?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-line border-t py-8">
      <h2 id={id} className="text-xl">
        {props.title}
      </h2>
      {props.text ? <p className="mt-1.5 max-w-xl text-ink-soft text-sm">{props.text}</p> : null}
      {props.children ? (
        <div className="mt-5 flex max-w-xl flex-col gap-4">{props.children}</div>
      ) : null}
    </section>
  );
}
