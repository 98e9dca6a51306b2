import { t } from '../../messages/index.ts';
import { engine } from './engine/index.ts';

/** What a new password must be like, by the rules of whoever keeps it. */
export function newPasswordHint(): string {
  return engine().mixedPasswords ? t('field.passwordHint.mixed') : t('field.passwordHint');
}

/** What is wrong with a new password that was not taken. */
export function newPasswordFault(): string {
  return engine().mixedPasswords ? t('field.password.mixed') : t('field.password.fault');
}
