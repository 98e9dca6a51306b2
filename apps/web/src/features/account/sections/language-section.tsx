import { endpoints } from '@madrigal/contract';
import { describeError } from '../../../api/problem.ts';
import { request } from '../../../api/request.ts';
import { t } from '../../../messages/index.ts';
import { type Language, languageNames, languages } from '../../../messages/language.ts';
import { Choice } from '../../../ui/choice.tsx';
import { toast } from '../../../ui/toast.tsx';
import { chooseLanguage, useLanguage } from '../language.ts';
import { Section } from '../section.tsx';

export function LanguageSection() {
  const choice = useLanguage((state) => state.choice);
  const options = [
    { value: 'browser' as const, label: t('account.language.browser') },
    ...languages.map((value) => ({ value, label: languageNames[value] })),
  ];
  return (
    <Section title={t('account.language')} text={t('account.language.text')}>
      <Choice<Language | 'browser'>
        label={t('account.language')}
        value={choice ?? 'browser'}
        options={options}
        onChange={(value) => void choose(value === 'browser' ? null : value)}
      />
    </Section>
  );
}

/** Also what mails are written in, which no browser is there for. */
async function choose(choice: Language | null): Promise<void> {
  await chooseLanguage(choice);
  const { shown } = useLanguage.getState();
  await request(endpoints.updateMe, { body: { language: shown } }).catch((error) =>
    toast.error(describeError(error)),
  );
}
