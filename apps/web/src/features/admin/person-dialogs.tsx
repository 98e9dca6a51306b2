import { type AdminUser, endpoints } from '@madrigal/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError, isCode } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { meQuery } from '../account/session.ts';
import { adminKey } from './queries.ts';

interface DialogProps {
  person: AdminUser;
  onClose: () => void;
}

/** An act on an account that was asked for twice; tells when it is done. */
function useAct(send: () => Promise<unknown>, { done, onClose }: ActEnd) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      toast.success(done);
      onClose();
    },
    onError: (error) =>
      toast.error(isCode(error, 'conflict') ? t('account.lastAdmin') : describeError(error)),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: adminKey }),
        // It may have been one's own account.
        client.invalidateQueries({ queryKey: meQuery.queryKey }),
      ]),
  });
}

interface ActEnd {
  done: string;
  onClose: () => void;
}

/** Makes somebody an admin, or a listener again. */
export function RoleDialog({ person: { id, name, role }, onClose }: DialogProps) {
  const toAdmin = role === 'listener';
  const act = useAct(
    () =>
      request(endpoints.setUserRole, {
        params: { userId: id },
        body: { role: toAdmin ? 'admin' : 'listener' },
      }),
    { done: t(toAdmin ? 'admin.users.isAdmin' : 'admin.users.isListener', { name }), onClose },
  );
  return (
    <Confirm
      open
      onClose={onClose}
      title={t(toAdmin ? 'admin.users.makeAdminTitle' : 'admin.users.makeListenerTitle', { name })}
      text={t(toAdmin ? 'admin.users.makeAdminText' : 'admin.users.makeListenerText')}
    >
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button
        variant={toAdmin ? 'primary' : 'danger'}
        busy={act.isPending}
        onClick={() => act.mutate()}
      >
        {t(toAdmin ? 'admin.users.makeAdmin' : 'admin.users.makeListener')}
      </Button>
    </Confirm>
  );
}

/** Ends all that somebody is signed in with. */
export function SignOutDialog({ person: { id, name }, onClose }: DialogProps) {
  const act = useAct(() => request(endpoints.signUserOut, { params: { userId: id } }), {
    done: t('admin.users.signedOut', { name }),
    onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('admin.users.signOutTitle', { name })}
      text={t('admin.users.signOutText')}
    >
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button variant="danger" busy={act.isPending} onClick={() => act.mutate()}>
        {t('admin.users.signOut')}
      </Button>
    </Confirm>
  );
}

/** Removes an account with all that is its own, once its address was typed. */
export function DeleteDialog({ person: { id, name, email }, onClose }: DialogProps) {
  const [typed, setTyped] = useState('');
  const right = typed.trim().toLowerCase() === email.toLowerCase();
  const act = useAct(
    () => request(endpoints.deleteUser, { params: { userId: id }, body: { email: typed } }),
    { done: t('admin.users.deleted', { name }), onClose },
  );
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('admin.users.deleteTitle', { name })}
      text={t('admin.users.deleteText')}
    >
      <form
        className="flex w-full flex-wrap justify-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (right) act.mutate();
        }}
      >
        <TextField
          className="mb-4 w-full"
          label={t('admin.users.typeEmail', { email })}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button type="submit" variant="danger" busy={act.isPending} disabled={!right}>
          {t('admin.users.delete')}
        </Button>
      </form>
    </Confirm>
  );
}
