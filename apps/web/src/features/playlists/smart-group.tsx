import type { SmartRule, SmartRules } from '@madrigal/contract';
import { FolderPlus, Plus, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { cn } from '../../ui/cn.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { mostRules, newRule } from './smart-fields.ts';
import { Rule } from './smart-rule.tsx';

type Group = SmartRules['where'];
type Part = Group['rules'][number];

interface RuleGroupProps {
  group: Group;
  onChange: (group: Group) => void;
  /** Of a group inside of another one: takes it away. */
  onRemove?: () => void;
}

/** Rules of which all or any must hold, and groups of such among them. */
export function RuleGroup({ group, onChange, onRemove }: RuleGroupProps) {
  const list = useRef<HTMLOListElement>(null);
  const followFocus = useFocusAfterChange(list, group.rules.length);
  const setRules = (rules: Part[]) => onChange({ ...group, rules });
  const add = (part: Part) => {
    followFocus(group.rules.length);
    setRules([...group.rules, part]);
  };
  const removeAt = (index: number) => {
    followFocus(Math.max(0, index - 1));
    setRules(group.rules.toSpliced(index, 1));
  };
  const full = group.rules.length >= mostRules;
  return (
    <div className="flex min-w-0 grow flex-col gap-3">
      <div className="flex items-center justify-between gap-2">
        <Choice
          label={t(onRemove ? 'smart.matchInGroup' : 'smart.match')}
          value={group.match}
          options={[
            { value: 'all', label: t('smart.match.all') },
            { value: 'any', label: t('smart.match.any') },
          ]}
          onChange={(match) => onChange({ ...group, match })}
        />
        {onRemove ? (
          <IconButton label={t('smart.removeGroup')} size="sm" onClick={onRemove}>
            <X />
          </IconButton>
        ) : null}
      </div>
      <ol ref={list} className="flex flex-col gap-2.5">
        {group.rules.map((part, index) => (
          <PartRow
            // biome-ignore lint/suspicious/noArrayIndexKey: rules have nothing but their place
            key={index}
            part={part}
            onChange={(next) => setRules(group.rules.with(index, next))}
            onRemove={() => removeAt(index)}
          />
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={full} onClick={() => add(newRule('genre'))}>
          <Plus aria-hidden />
          {t('smart.addRule')}
        </Button>
        {onRemove ? null : (
          <Button size="sm" variant="ghost" disabled={full} onClick={() => add(newGroup(group))}>
            <FolderPlus aria-hidden />
            {t('smart.addGroup')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface PartRowProps {
  part: Part;
  onChange: (part: Part) => void;
  onRemove: () => void;
}

function PartRow({ part, onChange, onRemove }: PartRowProps) {
  const isGroup = 'match' in part;
  return (
    <li
      className={cn(
        'flex items-start gap-2 rounded-2xl',
        isGroup ? 'border border-line-strong/70 p-3' : 'bg-hover p-2',
      )}
    >
      {isGroup ? (
        <RuleGroup
          group={part}
          onChange={({ match, rules }) => onChange({ match, rules: rules.filter(isRule) })}
          onRemove={onRemove}
        />
      ) : (
        <>
          <Rule rule={part} onChange={onChange} />
          <IconButton label={t('smart.removeRule')} size="sm" className="mt-1" onClick={onRemove}>
            <X />
          </IconButton>
        </>
      )}
    </li>
  );
}

function isRule(part: Part): part is SmartRule {
  return !('match' in part);
}

/** Of the other kind than what it lies in: of the same kind it would say nothing new. */
function newGroup({ match }: Group): Part {
  return { match: match === 'all' ? 'any' : 'all', rules: [newRule('genre')] };
}

/** Puts the focus on the row at a place once the number of rows has changed. */
function useFocusAfterChange(list: React.RefObject<HTMLElement | null>, count: number) {
  const wanted = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are there when their number has changed
  useEffect(() => {
    if (wanted.current === null) return;
    const row = list.current?.children[wanted.current];
    wanted.current = null;
    row?.querySelector<HTMLElement>('select, button')?.focus();
  }, [count]);
  return (index: number) => {
    wanted.current = index;
  };
}
