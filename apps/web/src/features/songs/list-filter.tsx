import { FilterX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';

/** What narrows a list, and its order, as part of the address. */
export function useListFilter<Condition extends string>(conditions: readonly Condition[]) {
  const [params, setParams] = useSearchParams();
  const set = (changes: Readonly<Record<string, string | null | undefined>>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value === null) after.delete(name);
          else if (value !== undefined) after.set(name, value);
        }
        return after;
      },
      { preventScrollReset: true, replace: true },
    );
  const change = (changes: Partial<Record<Condition | 'sort', string | null>>) => set(changes);
  const clear = () => set(Object.fromEntries(conditions.map((name) => [name, null])));
  return { params, narrowed: conditions.some((name) => params.has(name)), change, clear };
}

/** The year in an address. */
export function yearIn(params: URLSearchParams): number | undefined {
  const year = Number(params.get('year'));
  return params.has('year') && Number.isInteger(year) ? year : undefined;
}

interface FilterBarProps {
  label: string;
  narrowed: boolean;
  onClear: () => void;
  children: ReactNode;
}

/** What narrows a list and puts it in order, side by side; on phones in one row to be scrolled. */
export function FilterBar({ label, narrowed, onClear, children }: FilterBarProps) {
  return (
    <search
      aria-label={label}
      className="mb-6 flex items-center gap-2 max-sm:-mx-5 max-sm:overflow-x-auto max-sm:px-5 max-sm:py-1 max-sm:[scrollbar-width:none] sm:flex-wrap max-sm:[&>*]:shrink-0"
    >
      {children}
      {narrowed ? (
        <Button variant="ghost" size="sm" onClick={onClear}>
          <FilterX aria-hidden />
          {t('songs.filter.clear')}
        </Button>
      ) : null}
    </search>
  );
}

interface SortChoiceProps<Order extends string> {
  /** The first one is not written into the address. */
  orders: readonly { value: Order; label: string }[];
  order: Order;
  onChange: (sort: string | null) => void;
}

export function SortChoice<Order extends string>(props: SortChoiceProps<Order>) {
  const { orders, order, onChange } = props;
  return (
    <Choice
      label={t('songs.sort')}
      value={order}
      options={orders}
      onChange={(value) => onChange(value === orders[0]?.value ? null : value)}
    />
  );
}

interface YearFilterProps {
  year: number | undefined;
  onChange: (year: string | null) => void;
}

export function YearFilter({ year, onChange }: YearFilterProps) {
  const [text, setText] = useState(year === undefined ? '' : String(year));
  const [shown, setShown] = useState(year);
  if (shown !== year) {
    setShown(year);
    setText(year === undefined ? '' : String(year));
  }
  return (
    <input
      type="number"
      inputMode="numeric"
      min={0}
      max={9999}
      aria-label={t('songs.filter.year')}
      placeholder={t('songs.filter.year')}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        if (target.value === '') onChange(null);
        else if (/^\d{4}$/.test(target.value)) onChange(target.value);
      }}
      className="nums h-10 w-24 rounded-full bg-hover px-4 text-sm placeholder:text-ink-soft hover:bg-pressed"
    />
  );
}
