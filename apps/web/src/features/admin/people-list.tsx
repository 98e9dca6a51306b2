import type { AdminUser } from '@madrigal/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { itemsOf } from '../../api/pages.ts';
import { describeError } from '../../api/problem.ts';
import { formatDate } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { cn } from '../../ui/cn.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { isNearlyFull } from '../account/storage.ts';
import { usedText } from '../account/storage-meter.tsx';
import { DeleteDialog, RoleDialog, SignOutDialog } from './person-dialogs.tsx';
import { type PersonAct, PersonMenu } from './person-menu.tsx';
import { usersQuery } from './queries.ts';
import { Section } from './section.tsx';
import { StorageLimitSheet } from './storage-limit-sheet.tsx';

/** Everybody with an account, what they store and how much they may. */
export function PeopleList() {
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const query = useInfiniteQuery(usersQuery(text));
  const people = itemsOf(query.data);
  const [chosen, setChosen] = useState<{ person: AdminUser; act: PersonAct } | null>(null);
  const close = () => setChosen(null);
  return (
    <Section title={t('admin.people')} text={t('admin.users.text')}>
      <SearchField value={typed} onChange={setTyped} />
      {query.isPending ? <Skeleton className="h-40 rounded-3xl" /> : null}
      {query.isError && !query.data ? (
        <p role="alert" className="text-danger">
          {describeError(query.error)}
        </p>
      ) : null}
      {people.length > 0 ? (
        <ul className="divide-y divide-line overflow-hidden rounded-3xl border border-line bg-surface">
          {people.map((person) => (
            <Row key={person.id} person={person} onChoose={(act) => setChosen({ person, act })} />
          ))}
        </ul>
      ) : null}
      {query.data && people.length === 0 ? (
        <p role="status" className="text-ink-soft">
          {t('admin.users.none')}
        </p>
      ) : null}
      {query.hasNextPage ? (
        <Button
          className="mt-4"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('admin.audit.more')}
        </Button>
      ) : null}
      {chosen ? <Chosen {...chosen} onClose={close} /> : null}
    </Section>
  );
}

interface ChosenProps {
  person: AdminUser;
  act: PersonAct;
  onClose: () => void;
}

function Chosen({ act, ...rest }: ChosenProps) {
  if (act === 'limit') return <StorageLimitSheet {...rest} />;
  if (act === 'role') return <RoleDialog {...rest} />;
  return act === 'sign-out' ? <SignOutDialog {...rest} /> : <DeleteDialog {...rest} />;
}

function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <div className="relative mb-4 max-w-sm">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-4 my-auto size-4 text-ink-faint"
      />
      <input
        type="search"
        aria-label={t('admin.users.search')}
        placeholder={t('admin.users.search')}
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        className="h-11 w-full rounded-full border border-line-strong/70 bg-surface pr-4 pl-11 text-[15px] placeholder:text-ink-faint hover:border-ink-soft"
      />
    </div>
  );
}

function Row({ person, onChoose }: { person: AdminUser; onChoose: (act: PersonAct) => void }) {
  const { name, email, role, storage, ownLimit } = person;
  return (
    <li className="flex flex-wrap items-center gap-x-5 gap-y-3 px-5 py-4">
      <div className="min-w-0 grow basis-56">
        <p className="flex items-center gap-2.5">
          <span className="truncate font-semibold">{name}</span>
          {role === 'admin' ? (
            <span className="shrink-0 rounded-full bg-accent-wash px-2.5 py-0.5 font-semibold text-accent-ink text-xs">
              {t('admin.users.admin')}
            </span>
          ) : null}
        </p>
        <p className="mt-0.5 truncate text-ink-faint text-sm">
          {email} · {t('admin.users.since', { date: formatDate(person.createdAt) })}
        </p>
      </div>
      <p
        className={cn(
          'nums text-sm max-sm:order-last max-sm:basis-full',
          isNearlyFull(storage) ? 'text-warn' : 'text-ink-soft',
        )}
      >
        {usedText(storage)}
        {ownLimit ? (
          <span className="block text-ink-faint text-xs">
            {t(ownLimit.limitBytes === null ? 'admin.users.unlimited' : 'admin.users.ownLimit')}
          </span>
        ) : null}
      </p>
      <PersonMenu person={person} onChoose={onChoose} />
    </li>
  );
}
