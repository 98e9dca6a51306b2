import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { t } from '../../../messages/index.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { tagsQuery } from '../queries.ts';

interface TagsProps {
  tags: readonly string[];
  onAdd: (tag: string) => void;
  onRemove: (tag: string) => void;
}

const longest = 100;

/** The tags of an item, with a field for one more. */
export function Tags({ tags, onAdd, onRemove }: TagsProps) {
  const [tag, setTag] = useState('');
  const listId = useId();
  const known = useQuery(tagsQuery).data?.items ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!tag.trim()) return;
    onAdd(tag.trim());
    setTag('');
  };
  return (
    <section className="flex flex-col gap-3">
      <form onSubmit={submit} className="flex items-end gap-2">
        <TextField
          label={t('photos.tag.add')}
          className="grow"
          value={tag}
          maxLength={longest}
          list={listId}
          autoComplete="off"
          onChange={(event) => setTag(event.target.value)}
        />
        {tag.trim() ? (
          <Button type="submit" variant="primary" className="mb-1">
            {t('photos.tag')}
          </Button>
        ) : null}
      </form>
      <datalist id={listId}>
        {known.map((each) => (
          <option key={each.tag} value={each.tag} />
        ))}
      </datalist>
      {tags.length > 0 ? (
        <ul aria-label={t('photos.tags')} className="flex flex-wrap gap-1.5">
          {tags.map((each) => (
            <li
              key={each}
              className="flex items-center gap-1 rounded-full bg-hover py-1 pr-1 pl-3 text-[13px]"
            >
              {each}
              <button
                type="button"
                aria-label={t('photos.tag.remove', { tag: each })}
                onClick={() => onRemove(each)}
                className="grid size-6 place-items-center rounded-full text-ink-faint hover:bg-pressed hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
