import { t } from '../../messages/index.ts';
import { newPasswordHint } from '../account/new-password.ts';

/** The field of a new password, by the rules of whoever keeps it. */
export function newPasswordField() {
  return {
    label: t('field.newPassword'),
    type: 'password',
    autoComplete: 'new-password',
    minLength: 10,
    maxLength: 128,
    hint: newPasswordHint(),
    reveal: { show: t('field.showPassword'), hide: t('field.hidePassword') },
  };
}
