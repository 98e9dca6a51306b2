import { useMutation } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { toast } from '../../ui/toast.tsx';

interface SendAgainProps extends Pick<ComponentProps<typeof Button>, 'className' | 'size'> {
  send: () => Promise<unknown>;
}

/** For whoever waits for a code that does not come. */
export function SendAgain({ send, ...look }: SendAgainProps) {
  const attempt = useMutation({
    mutationFn: send,
    onSuccess: () => toast.success(t('emailCode.sentAgain')),
    onError: (error) => toast.error(describeError(error)),
  });
  return (
    <Button {...look} busy={attempt.isPending} onClick={() => attempt.mutate()}>
      {t('emailCode.sendAgain')}
    </Button>
  );
}
