import { MAX_PLAYLIST_ITEMS, type Song } from '@madrigal/contract';
import { ChevronDown, CircleCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatClock } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Matched, ReadFile } from './transfer.ts';

const shownAtOnce = 100;

interface ImportReviewProps {
  file: ReadFile;
  onAgain: () => void;
  onMake: (list: { name: string; description: string; songIds: string[] }) => void;
}

/** What was found of a playlist file, for the person to decide what is not sure. */
export function ImportReview({ file, onAgain, onMake }: ImportReviewProps) {
  const { matched, description } = file;
  const [name, setName] = useState(file.name);
  const [chosen, setChosen] = useState(() => matched.map(({ song }) => song?.id ?? ''));
  const choose = (index: number, songId: string) => setChosen(chosen.with(index, songId));
  const rows = matched.map((each, index) => ({ ...each, index }));
  const toCheck = rows.filter((row) => !row.song && row.candidates.length > 0);
  const sure = rows.filter((row) => row.song);
  const missing = rows.filter((row) => !row.song && row.candidates.length === 0);
  const songIds = chosen.filter((id) => id !== '').slice(0, MAX_PLAYLIST_ITEMS);
  const takeFirst = () =>
    setChosen(chosen.map((id, index) => id || (matched[index]?.candidates[0]?.id ?? '')));
  return (
    <>
      <div className="flex min-h-0 grow flex-col gap-6 overflow-y-auto px-7 pt-1 pb-6">
        <p className="flex items-center gap-2 font-medium">
          <CircleCheck aria-hidden className="size-5 text-ok" />
          {t('transfer.found', { found: sure.length, count: matched.length })}
        </p>
        <TextField
          label={t('playlists.name')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <Section
          title={t('transfer.toCheck', { count: toCheck.length })}
          rows={toCheck}
          open
          action={
            <Button size="sm" className="self-start" onClick={takeFirst}>
              {t('transfer.takeFirst')}
            </Button>
          }
        >
          {(row) => <Row key={row.index} row={row} value={chosen[row.index]} onChoose={choose} />}
        </Section>
        <Section
          title={t('transfer.missing', { count: missing.length })}
          rows={missing}
          open={toCheck.length === 0}
        >
          {(row) => <Written key={row.index} row={row} />}
        </Section>
        <Section title={t('transfer.sure', { count: sure.length })} rows={sure}>
          {(row) => <Row key={row.index} row={row} value={chosen[row.index]} onChoose={choose} />}
        </Section>
      </div>
      <div className="flex flex-col gap-2 border-line border-t px-7 py-5">
        <Button
          variant="primary"
          disabled={songIds.length === 0 || !name.trim()}
          onClick={() => onMake({ name, description, songIds })}
        >
          {t('transfer.make', { count: songIds.length })}
        </Button>
        <Button variant="ghost" onClick={onAgain}>
          {t('transfer.again')}
        </Button>
      </div>
    </>
  );
}

interface ReviewRow extends Matched {
  index: number;
}

interface SectionProps {
  title: string;
  rows: readonly ReviewRow[];
  open?: boolean;
  action?: ReactNode;
  children: (row: ReviewRow) => ReactNode;
}

/** Part of the report, as much of it as the person wants to see. */
function Section({ title, rows, open = false, action, children }: SectionProps) {
  const [shown, setShown] = useState(shownAtOnce);
  if (rows.length === 0) return null;
  return (
    <details open={open} className="group">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-lg font-semibold">
        <ChevronDown
          aria-hidden
          className="-rotate-90 size-4 text-ink-faint transition-transform group-open:rotate-0"
        />
        {title}
      </summary>
      <div className="mt-3 flex flex-col gap-3">
        {action}
        <ol className="flex flex-col gap-4">{rows.slice(0, shown).map(children)}</ol>
        {rows.length > shown ? (
          <Button size="sm" onClick={() => setShown(shown + shownAtOnce)}>
            {t('app.more')}
          </Button>
        ) : null}
      </div>
    </details>
  );
}

interface RowProps {
  row: ReviewRow;
  value: string | undefined;
  onChoose: (index: number, songId: string) => void;
}

function Row({ row, value, onChoose }: RowProps) {
  const { entry, song, candidates, index } = row;
  const title = entry.title ?? entry.fileName ?? t('transfer.unnamed');
  return (
    <Written row={row}>
      <select
        aria-label={t('transfer.choice', { title })}
        value={value}
        onChange={(event) => onChoose(index, event.target.value)}
        className="mt-1.5 h-10 w-full truncate rounded-xl bg-hover px-3 text-sm hover:bg-pressed"
      >
        <option value="" className="bg-raised text-ink">
          {t('transfer.leaveOut')}
        </option>
        {[...(song ? [song] : []), ...candidates].map((each) => (
          <option key={each.id} value={each.id} className="bg-raised text-ink">
            {nameOf(each)}
          </option>
        ))}
      </select>
    </Written>
  );
}

function nameOf(song: Song): string {
  const artists = song.artists.map(({ name }) => name).join(', ');
  return `${song.title} · ${artists} · ${song.album.title} · ${formatClock(song.durationMs)}`;
}

/** An entry as the file names it. */
function Written({ row, children }: { row: ReviewRow; children?: ReactNode }) {
  const { title, fileName, artist, album, durationMs } = row.entry;
  const length = durationMs === null ? null : formatClock(durationMs);
  return (
    <li>
      <p className="truncate font-medium text-sm">{title ?? fileName ?? t('transfer.unnamed')}</p>
      <p className="truncate text-[13px] text-ink-soft">
        {[artist, album, length].filter(Boolean).join(' · ')}
      </p>
      {children}
    </li>
  );
}
