import { t } from '../../messages/index.ts';

/** The field of a code that came by mail, by SMS or from an app: digits, which the device may fill in. */
export function codeField() {
  return {
    label: t('secondStep.code'),
    inputMode: 'numeric' as const,
    autoComplete: 'one-time-code',
  };
}
