import type { Share } from '@madrigal/contract';
import { type FormEvent, useState } from 'react';
import { formatDate } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';

const dayMs = 86_400_000;
const lengths = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs } as const;
type Ends = 'keep' | 'never' | 'date' | keyof typeof lengths;

interface LinkEndProps {
  share: Share;
  onChange: (expiresAt: string | null) => void;
}

/** When a link ends: never, after a while, or with a day of one's choice. */
export function LinkEnd({ share: { expiresAt }, onChange }: LinkEndProps) {
  const [asking, setAsking] = useState(false);
  const choose = (ends: Ends) => {
    setAsking(ends === 'date');
    if (ends === 'never') onChange(null);
    if (ends in lengths) {
      onChange(new Date(Date.now() + lengths[ends as keyof typeof lengths]).toISOString());
    }
  };
  return (
    <>
      <div className="flex items-center justify-between gap-4">
        <span className="text-sm">{t('share.ends')}</span>
        <Choice<Ends>
          label={t('share.ends')}
          value={asking ? 'date' : expiresAt ? 'keep' : 'never'}
          options={[
            ...(expiresAt
              ? [
                  {
                    value: 'keep' as const,
                    label: t('share.ends.keep', { date: formatDate(expiresAt) }),
                  },
                ]
              : []),
            { value: 'never', label: t('share.ends.never') },
            { value: 'day', label: t('share.ends.day') },
            { value: 'week', label: t('share.ends.week') },
            { value: 'month', label: t('share.ends.month') },
            { value: 'date', label: t('share.ends.date') },
          ]}
          onChange={choose}
        />
      </div>
      {asking ? (
        <LastDay
          onChosen={(end) => {
            setAsking(false);
            onChange(end.toISOString());
          }}
        />
      ) : null}
    </>
  );
}

/** The whole of that day still counts, by the clock of whoever chooses it. */
function LastDay({ onChosen }: { onChosen: (end: Date) => void }) {
  const [day, setDay] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChosen(new Date(`${day}T23:59:59`));
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-2">
      <TextField
        className="grow"
        label={t('share.ends.lastDay')}
        type="date"
        min={dayOf(new Date())}
        max="2999-12-31"
        value={day}
        onChange={(event) => setDay(event.target.value)}
        required
      />
      <Button type="submit" variant="primary" className="mb-1" disabled={!day}>
        {t('app.save')}
      </Button>
    </form>
  );
}

/** As a date field takes it. */
function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
