import type { SmartRule } from '@madrigal/contract';
import { t } from '../../messages/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { type Field, fields, newRule, type Op, textOfValue, withValue } from './smart-fields.ts';

interface RuleProps {
  rule: SmartRule;
  onChange: (rule: SmartRule) => void;
}

/** One rule: what it is about, how it compares, and with what. */
export function Rule({ rule, onChange }: RuleProps) {
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
