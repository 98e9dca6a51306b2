import { Language, MailKind } from '@madrigal/contract';
import { expect, it } from 'vitest';
import type { Logger, NewJob } from '../../shared/index.ts';
import { createPostOffice } from './post-office.ts';
import { type MailOrder, writeMail } from './write-mail.ts';

const values = {
  name: 'Ada',
  device: 'Firefox, Linux',
  address: '192.0.2.7',
  inviter: 'Bob',
  until: '2026-12-01',
  title: 'Summer at the sea',
};
const order = (changes: Partial<MailOrder> = {}): MailOrder => ({
  kind: 'reset_password',
  language: 'en',
  to: 'ada@example.org',
  url: 'https://music.example/reset-password?token=a&b',
  values,
  ...changes,
});

const each = MailKind.options.flatMap((kind) =>
  Language.options.map((language) => [kind, language] as const),
);

it.each(each)(
  '%s in %s has a text and an HTML form with its link and no gaps',
  (kind, language) => {
    const mail = writeMail('1', order({ kind, language }));
    expect(mail.html).toContain(`<html lang="${language}">`);
    expect(mail.subject).toBeTruthy();
    expect(mail.text).toContain('https://music.example/reset-password?token=a&b');
    expect(mail.html).toContain('href="https://music.example/reset-password?token=a&amp;b"');
    for (const form of [mail.subject, mail.text, mail.html]) expect(form).not.toMatch(/\{\w+\}/);
  },
);

it('lets nobody write markup, lines or links into the mail of somebody else', () => {
  const name = '<img src=x>\r\nBcc: eve@evil.test https://evil.test';
  const mail = writeMail('1', order({ kind: 'invitation', values: { ...values, inviter: name } }));
  expect(mail.html).not.toContain('<img');
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.text).not.toContain('https://evil.test');
  expect(mail.text).not.toContain('evil.test');
});

it('is written in the language of whoever reads it', () => {
  const subjects = Language.options.map((language) => writeMail('1', order({ language })).subject);
  expect(subjects).toEqual(['Choose a new password', 'Wähle ein neues Passwort']);
});

it('refuses a text that lacks a value', () => {
  expect(() => writeMail('1', order({ values: {} }))).toThrow('lacks name');
});

function createOffice(send: () => Promise<void>) {
  const sent: NewJob[] = [];
  const logged: string[] = [];
  const logger: Logger = {
    info: () => {},
    warn: () => {},
    error: (_, message) => void logged.push(message),
    child: () => logger,
  };
  const jobs = {
    send: async (job: NewJob) => {
      sent.push(job);
      await send();
    },
  };
  return { sent, logged, ...createPostOffice({ jobs, newId: () => 'id', logger }) };
}

it('hands a mail to the queue under its id', async () => {
  const office = createOffice(async () => {});
  office.post(order());
  await expect.poll(() => office.sent).toHaveLength(1);
  expect(office.sent[0]).toMatchObject({
    kind: 'mail.send',
    dedupeKey: 'id',
    payload: { v: 1, message: { id: 'id', to: 'ada@example.org' } },
  });
});

it('does not fail whoever has a mail sent when the queue is away', async () => {
  const office = createOffice(() => Promise.reject(new Error('away')));
  office.post(order());
  await expect.poll(() => office.logged).toEqual(['mail could not be queued']);
});
