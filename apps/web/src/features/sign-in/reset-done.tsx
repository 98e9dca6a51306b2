import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from './notice.tsx';

/** Says that the new password counts, and leads to where it is used. */
export function ResetDone() {
  return (
    <div className="mt-8 flex flex-col gap-6">
      <Notice kind="done">{t('reset.done')}</Notice>
      <Button asChild variant="primary" size="lg">
        <Link to="/sign-in">{t('signIn.submit')}</Link>
      </Button>
    </div>
  );
}
