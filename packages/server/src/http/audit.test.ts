import type { AuditEntry } from '@madrigal/core/operations';
import { MadrigalError, newId } from '@madrigal/core/shared';
import { describe, expect, it } from 'vitest';
import { targetsOf } from './audit.ts';
import { as, createServices, dead, invitation, startServer } from './testing/server.ts';

type Act = Pick<AuditEntry, 'action' | 'userId' | 'targets' | 'outcome'>;

/** A server, and the acts it remembers. */
async function start(services: Parameters<typeof createServices>[0] = {}) {
  const acts: (Act & { clientIp: string; requestId: string })[] = [];
  const operations = {
    ...createServices().operations,
    record: async (act: (typeof acts)[number]) => void acts.push(act),
  };
  const { app, lines } = await startServer({ services: { operations, ...services } });
  return { app, acts, lines };
}

const signIn = {
  method: 'POST',
  url: '/api/auth/sign-in/email',
  payload: { email: 'ada@example.org', password: 'a secret of hers' },
} as const;

describe('what admins write', () => {
  it('is remembered with whom, what, whence and how it ended', async () => {
    const { app, acts } = await start();
    const retry = (id: string) => ({
      method: 'POST' as const,
      url: `/api/v1/admin/jobs/dead/${id}/retry`,
    });
    const answer = await app.inject({ ...retry(dead.id), headers: as('admin', 'ada') });
    await app.inject({ ...retry('gone'), headers: as('admin', 'ada') });
    const act = { action: 'retryDeadLetter', userId: 'ada', clientIp: '127.0.0.1' };
    expect(acts).toMatchObject([
      {
        ...act,
        targets: { deadLetterId: dead.id },
        outcome: 'done',
        requestId: answer.headers['x-request-id'],
      },
      { ...act, targets: { deadLetterId: 'gone' }, outcome: 'not_found' },
    ]);
  });

  it('names what it made', async () => {
    const { app, acts } = await start();
    const url = '/api/v1/admin/invitations';
    await app.inject({ method: 'POST', url, headers: as('admin'), payload: {} });
    expect(acts).toMatchObject([{ action: 'createInvitation', targets: { id: invitation.id } }]);
  });

  it('is not what they read, what others may not do, or what was never understood', async () => {
    const { app, acts } = await start();
    const url = '/api/v1/admin/invitations';
    await app.inject({ url, headers: as('admin') });
    await app.inject({ method: 'POST', url, headers: as('listener'), payload: {} });
    await app.inject({ method: 'POST', url, headers: as('admin'), payload: { email: 'nobody' } });
    expect(acts).toEqual([]);
  });

  it('is answered even when it could not be remembered', async () => {
    const record = async () => {
      throw new MadrigalError('unavailable', 'The database cannot be reached.');
    };
    const { app, lines } = await start({ operations: { ...createServices().operations, record } });
    const url = `/api/v1/admin/jobs/dead/${dead.id}/retry`;
    const answer = await app.inject({ method: 'POST', url, headers: as('admin') });
    expect(answer.statusCode).toBe(204);
    expect(lines).toContainEqual(
      expect.objectContaining({ msg: 'the audit log could not be written' }),
    );
  });

  it('is remembered of the first admin, without the password', async () => {
    const { app, acts } = await start();
    const payload = { name: 'Ada', email: 'ada@example.org', password: 'difference engine' };
    await app.inject({ method: 'POST', url: '/api/v1/setup', payload });
    expect(acts).toMatchObject([
      { action: 'setUpInstance', userId: null, targets: { id: 'admin' } },
    ]);
    expect(JSON.stringify(acts)).not.toContain('difference');
  });
});

describe('who comes and goes', () => {
  const accounts = (handle: (request: Request) => Promise<Response>) => ({
    accounts: { ...createServices().accounts, handle },
  });
  const session = (request: Request) =>
    Response.json(request.headers.get('cookie') === 'session=1' ? { user: { id: 'ada' } } : null);
  const isSession = ({ url }: Request) => url.endsWith('/get-session');

  it('is remembered at sign-in, without the password', async () => {
    const { app, acts } = await start(accounts(async () => Response.json({ user: { id: 'ada' } })));
    await app.inject(signIn);
    expect(acts).toMatchObject([
      {
        action: 'auth/sign-in/email',
        userId: 'ada',
        targets: { email: 'ada@example.org' },
        outcome: 'done',
      },
    ]);
    expect(JSON.stringify(acts)).not.toContain('secret');
  });

  it('is remembered when the sign-in fails, by the address that was tried', async () => {
    const { app, acts } = await start(
      accounts(async () => {
        throw new MadrigalError('invalid_credentials', 'No.');
      }),
    );
    await app.inject(signIn);
    expect(acts).toMatchObject([
      { userId: null, targets: { email: 'ada@example.org' }, outcome: 'invalid_credentials' },
    ]);
  });

  it('is remembered at sign-out, while it is still known who it was', async () => {
    const { app, acts } = await start(
      accounts(async (request) => (isSession(request) ? session(request) : Response.json({}))),
    );
    await app.inject({
      method: 'POST',
      url: '/api/auth/sign-out',
      headers: { cookie: 'session=1' },
    });
    expect(acts).toMatchObject([{ action: 'auth/sign-out', userId: 'ada', outcome: 'done' }]);
  });

  it('is remembered on the way back from another sign-in page', async () => {
    const { app, acts } = await start(
      accounts(async (request) =>
        isSession(request)
          ? session(request)
          : new Response(null, {
              status: 302,
              headers: { 'set-cookie': 'session=1; HttpOnly', location: '/' },
            }),
      ),
    );
    await app.inject({ url: '/api/auth/oauth2/callback/home?code=1' });
    expect(acts).toMatchObject([{ action: 'auth/oauth2/callback/home', userId: 'ada' }]);
  });

  it.each(['not_found', 'too_many_requests', 'invalid_request'] as const)(
    'cannot be flooded with what is refused as %s',
    async (code) => {
      const { app, acts } = await start(
        accounts(async () => {
          throw new MadrigalError(code, 'No.');
        }),
      );
      await app.inject(signIn);
      await app.inject({ url: '/api/auth/get-session' });
      expect(acts).toEqual([]);
    },
  );
});

it('targets are ids, of bounded length', () => {
  const id = newId();
  const body = {
    songIds: [id, id],
    albumId: 'x\0y',
    title: 'Not a target',
    nested: { songId: id },
  };
  expect(targetsOf({ params: { artistId: id }, body }, { id: 'made', title: 'no' })).toEqual({
    id: 'made',
    artistId: id,
    songIds: `${id},${id}`,
    albumId: 'xy',
  });
  expect(
    targetsOf({ params: {}, body: { songIds: Array(1000).fill(id) } }, null).songIds,
  ).toHaveLength(1000);
});
