import type { AddressInfo } from 'node:net';
import type { MailMessage } from '@madrigal/contract';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { createSmtpMail } from './index.ts';

const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

interface Received {
  from: string;
  to: string[];
  text: string;
}

/** A mail server that wants a password and refuses recipients with the given status. */
async function startServer(refuseWith: number | null = null) {
  const received: Received[] = [];
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'music' && password === 'p@ss'
        ? done(null, { user: username })
        : done(new Error('no')),
    onRcptTo: (_address, _session, done) =>
      refuseWith === null
        ? done()
        : done(Object.assign(new Error('refused'), { responseCode: refuseWith })),
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const { mailFrom, rcptTo } = envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          text,
        });
        done();
      });
    },
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { received, url: `smtp://music:p%40ss@127.0.0.1:${port}` };
}

const mail: MailMessage = {
  id: '01900000-0000-7000-8000-000000000000',
  kind: 'reset_password',
  to: 'ada@example.org',
  subject: 'Ein neues Paßwort',
  text: 'Guten Tag, Ada',
  html: '<p>Guten Tag, Ada</p>',
};
const from = 'Music <music@madrigal.example>';

it('delivers text and HTML under an id that stays', async () => {
  const { received, url } = await startServer();
  const sender = createSmtpMail({ url, from });
  await sender.send(mail);
  await sender.send(mail);
  expect(received).toHaveLength(2);
  for (const { from, to, text } of received) {
    expect({ from, to }).toEqual({ from: 'music@madrigal.example', to: ['ada@example.org'] });
    expect(text).toContain(`Message-ID: <${mail.id}@madrigal.example>`);
    expect(text).toContain('Auto-Submitted: auto-generated');
    expect(text).toContain('Content-Type: text/plain');
    expect(text).toContain('Content-Type: text/html');
    expect(text).toMatch(/Subject: =\?UTF-8\?/);
  }
});

it('takes a recipient as one address, whatever is in it', async () => {
  const { received, url } = await startServer();
  const to = 'ada@example.org\r\nBcc: eve@evil.test';
  await createSmtpMail({ url, from })
    .send({ ...mail, to })
    .catch(() => {});
  for (const { to: recipients, text } of received) {
    expect(recipients).not.toContain('eve@evil.test');
    expect(text).not.toMatch(/^Bcc:/m);
  }
});

it.each([
  [451, 'unavailable'],
  [550, 'invalid_request'],
])('a refusal with %i is %s', async (status, code) => {
  const { url } = await startServer(status);
  await expect(createSmtpMail({ url, from }).send(mail)).rejects.toMatchObject({ code });
});

it('a server that is away, or a wrong password, may work later', async () => {
  const { url } = await startServer();
  const wrong = url.replace('p%40ss', 'other');
  await expect(createSmtpMail({ url: wrong, from }).send(mail)).rejects.toMatchObject({
    code: 'unavailable',
  });
  const [server] = servers.splice(0);
  await new Promise<void>((resolve) => server?.close(() => resolve()));
  await expect(createSmtpMail({ url, from }).send(mail)).rejects.toMatchObject({
    code: 'unavailable',
  });
});
