import { endpoints, MAX_SMART_SONGS, type SmartRule, type SmartRules } from '@madrigal/contract';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useDeferredValue } from 'react';
import { request } from '../../api/request.ts';
import { formatLength } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Cover } from '../../ui/cover.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { artistsOf } from '../songs/words.ts';
import {
  completeRules,
  type Field,
  fields,
  newRule,
  type Op,
  orders,
  textOfValue,
  withValue,
} from './smart-fields.ts';

interface SmartEditorProps {
  rules: SmartRules;
  onChange: (rules: SmartRules) => void;
}

/** Rules of a smart playlist, with what they pick at the moment. */
export function SmartEditor({ rules, onChange }: SmartEditorProps) {
  const { where, order, limit } = rules;
  const setRules = (list: SmartRules['where']['rules']) =>
    onChange({ ...rules, where: { ...where, rules: list } });
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="sr-only">{t('smart.rules')}</legend>
      <div>
        <Choice
          label={t('smart.match')}
          value={where.match}
          options={[
            { value: 'all', label: t('smart.match.all') },
            { value: 'any', label: t('smart.match.any') },
          ]}
          onChange={(match) => onChange({ ...rules, where: { ...where, match } })}
        />
      </div>
      <ol className="flex flex-col gap-3">
        {where.rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have nothing but their place
          <li key={index} className="flex items-center gap-2 rounded-2xl bg-hover p-2">
            {'match' in rule ? (
              <span className="grow px-2 text-sm">{t('smart.group')}</span>
            ) : (
              <Rule rule={rule} onChange={(next) => setRules(where.rules.with(index, next))} />
            )}
            <IconButton
              label={t('smart.removeRule')}
              size="sm"
              onClick={() => setRules(where.rules.toSpliced(index, 1))}
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ol>
      <Button
        size="sm"
        className="self-start"
        disabled={where.rules.length >= 20}
        onClick={() => setRules([...where.rules, newRule('genre')])}
      >
        <Plus aria-hidden />
        {t('smart.addRule')}
      </Button>
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

function Rule({ rule, onChange }: { rule: SmartRule; onChange: (rule: SmartRule) => void }) {
  const { kind, ops } = fields[rule.field];
  return (
    <span className="flex min-w-0 grow flex-wrap items-center gap-2">
      <Choice<Field>
        label={t('smart.field')}
        value={rule.field}
        options={(Object.keys(fields) as Field[]).map((field) => ({
          value: field,
          label: t(`smart.field.${field}`),
        }))}
        onChange={(field) => onChange(newRule(field))}
      />
      {kind === 'flag' ? (
        <Choice
          label={t('smart.value')}
          value={rule.value ? 'yes' : 'no'}
          options={[
            { value: 'yes', label: t('smart.yes') },
            { value: 'no', label: t('smart.no') },
          ]}
          onChange={(value) => onChange({ ...rule, value: value === 'yes' } as SmartRule)}
        />
      ) : (
        <>
          <Choice<Op>
            label={t('smart.op')}
            value={rule.op}
            options={ops.map((op) => ({ value: op, label: t(`smart.op.${op}`) }))}
            onChange={(op) => onChange({ ...rule, op } as SmartRule)}
          />
          <input
            aria-label={t('smart.value')}
            type={kind === 'text' ? 'text' : 'number'}
            min={kind === 'days' ? 1 : 0}
            maxLength={200}
            value={textOfValue(rule)}
            onChange={(event) => onChange(withValue(rule, event.target.value))}
            className="h-10 min-w-24 flex-1 rounded-full border border-line-strong/70 bg-surface px-4 text-sm"
          />
          {kind === 'days' || kind === 'minutes' ? (
            <span className="text-[13px] text-ink-soft">{t(`smart.unit.${kind}`)}</span>
          ) : null}
        </>
      )}
    </span>
  );
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
