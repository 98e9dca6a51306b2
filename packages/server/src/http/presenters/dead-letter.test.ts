import { expect, it } from 'vitest';
import { dead } from '../testing/server.ts';
import { presentDeadLetter } from './dead-letter.ts';

it('a dead letter says what it was about, but never what a mail says', () => {
  const message = { to: 'ada@example.org', link: '/reset?token=secret' };
  const payload = { v: 1, uploadId: 'upload-1', requestId: 'r', message, list: ['secret'] };
  const shown = presentDeadLetter({ ...dead, payload });
  expect(shown.about).toEqual({ v: 1, uploadId: 'upload-1', requestId: 'r' });
  expect(JSON.stringify(shown)).not.toContain('secret');
});

it('a dead letter of something strange is shown without it', () => {
  expect(presentDeadLetter({ ...dead, payload: 'secret' }).about).toEqual({});
});
