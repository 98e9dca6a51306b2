import { t } from '../../../messages/index.ts';
import { type Language, languageNames, languages } from '../../../messages/language.ts';
import { Choice } from '../../../ui/choice.tsx';
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
        onChange={(value) => void chooseLanguage(value === 'browser' ? null : value)}
      />
    </Section>
  );
}
