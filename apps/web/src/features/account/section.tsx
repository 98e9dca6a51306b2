import { type ReactNode, useId } from 'react';

/** One concern of the account page. */
export function Section(props: { title: string; text?: string; children?: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid grid-cols-1 gap-x-12 gap-y-5 border-line border-t py-8 lg:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div>
        <h2 id={id} className="text-xl">
          {props.title}
        </h2>
        {props.text ? <p className="mt-1.5 max-w-xl text-ink-soft text-sm">{props.text}</p> : null}
      </div>
      {props.children ? <div className="flex max-w-xl flex-col gap-4">{props.children}</div> : null}
    </section>
  );
}
