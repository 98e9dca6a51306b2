import { endpoints, MAX_SMART_SONGS, type SmartRules } from '@madrigal/contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { request } from '../../api/request.ts';
import { formatLength } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { Cover } from '../../ui/cover.tsx';
import { artistsOf } from '../songs/words.ts';
import { completeRules, orders } from './smart-fields.ts';
import { RuleGroup } from './smart-group.tsx';

interface SmartEditorProps {
  rules: SmartRules;
  onChange: (rules: SmartRules) => void;
}

/** Rules of a smart playlist, with what they pick at the moment. */
export function SmartEditor({ rules, onChange }: SmartEditorProps) {
  const { where, order, limit } = rules;
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="sr-only">{t('smart.rules')}</legend>
      <RuleGroup group={where} onChange={(next) => onChange({ ...rules, where: next })} />
      <div className="flex flex-wrap items-center gap-3">
        <Choice
          label={t('smart.order')}
          value={order.by}
          options={orders.map((by) => ({ value: by, label: t(`smart.order.${by}`) }))}
          onChange={(by) => onChange({ ...rules, order: { ...order, by } })}
        />
        {order.by === 'random' ? null : (
          <Choice
            label={t('smart.direction')}
            value={order.direction}
            options={[
              { value: 'up', label: t('smart.up') },
              { value: 'down', label: t('smart.down') },
            ]}
            onChange={(direction) => onChange({ ...rules, order: { ...order, direction } })}
          />
        )}
        <label className="flex items-center gap-2 text-sm">
          {t('smart.limit')}
          <input
            type="number"
            min={1}
            max={MAX_SMART_SONGS}
            value={limit}
            onChange={(event) => onChange({ ...rules, limit: clampLimit(event.target.value) })}
            className="nums h-10 w-24 rounded-full bg-hover px-4 text-sm"
          />
        </label>
      </div>
      <Preview rules={rules} />
    </fieldset>
  );
}

function clampLimit(text: string): number {
  return Math.min(MAX_SMART_SONGS, Math.max(1, Math.round(Number(text) || 1)));
}

function previewQuery(rules: SmartRules) {
  return queryOptions({
    queryKey: ['playlists', 'preview', rules],
    queryFn: ({ signal }) => request(endpoints.previewSmartPlaylist, { body: { rules } }, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
}

function Preview({ rules }: { rules: SmartRules }) {
  const settled = useDeferredValue(rules);
  const preview = useQuery(previewQuery(completeRules(settled))).data;
  if (!preview) return null;
  const { itemCount, durationMs, songs } = preview;
  return (
    <div className="rounded-2xl border border-line p-4">
      <p role="status" className="font-semibold">
        {t('songs.count', { count: itemCount })}
        {durationMs > 0 ? ` · ${formatLength(durationMs)}` : ''}
      </p>
      <ul className="mt-2 flex flex-col gap-2">
        {songs.map((song) => (
          <li key={song.id} className="flex items-center gap-3">
            <Cover url={song.coverUrl} seed={song.album.id} className="size-9" />
            <span className="min-w-0">
              <span className="block truncate text-sm">{song.title}</span>
              <span className="block truncate text-[13px] text-ink-soft">{artistsOf(song)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
