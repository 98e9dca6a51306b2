import { useId } from 'react';

interface NumberSliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value in words, on screen and for screen readers. */
  text: string;
  onChange: (value: number) => void;
}

/** A number chosen on a line, with its value beside it. */
export function NumberSlider({ label, value, min, max, step, text, onChange }: NumberSliderProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <span className="flex justify-between gap-4 text-sm">
        <label htmlFor={id}>{label}</label>
        <span className="text-ink-soft tabular-nums">{text}</span>
      </span>
      <input
        id={id}
        type="range"
        aria-valuetext={text}
        {...{ value, min, max, step }}
        onChange={(event) => onChange(Number(event.target.value))}
        className="h-6 w-full cursor-pointer accent-accent"
      />
    </div>
  );
}
