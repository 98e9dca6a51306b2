import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  startUserPool,
  type UserPool,
} from '../../../../../../../tests/acceptance/harness/user-pool/index.ts';
import type { Entry } from '../port.ts';
import { engineAt, wrong } from './testing.ts';
import type { PoolEngine } from './types.ts';

const ada = { name: 'Ada', email: 'Ada@example.org', password: 'Quiet-evening-1' };

describe('sign-in at a user pool', () => {
  let pool: UserPool;
  let engine: PoolEngine;

  beforeAll(async () => {
    pool = await startUserPool();
    engine = engineAt(pool);
  });
  afterEach(() => engine.signOut());
  afterAll(() => pool?.stop());

  const codeOfAda = () => pool.codeOf('ada@example.org');

  function codeStep(entry: Entry) {
    if (entry.kind !== 'email-code') throw new Error(`The next step is ${entry.kind}.`);
    return entry;
  }

  it('takes no password that the pool finds too simple', async () => {
    const simple = { ...ada, password: 'quiet evening' };
    await expect(engine.signUp(simple)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('begins with a code that was sent to the address', async () => {
    const step = codeStep(await engine.signUp(ada));
    await expect(step.give('nothing')).rejects.toMatchObject({ code: 'invalid_credentials' });
    await step.sendAgain();
    await expect(step.give(` ${codeOfAda()} `)).resolves.toEqual({ kind: 'signed-in' });
    await expect(engine.hasPassword()).resolves.toBe(true);
  });

  it('is by SRP: the password stays in the browser', async () => {
    pool.asked.splice(0);
    pool.sent.splice(0);
    await expect(engine.signIn(ada)).resolves.toEqual({ kind: 'signed-in' });
    expect(pool.asked).toEqual(['InitiateAuth', 'RespondToAuthChallenge']);
    expect(pool.sent.join()).not.toContain(ada.password);
  });

  it.each([
    ['a wrong password', { email: ada.email, password: 'Another-evening-1' }],
    ['an address that nobody has', { email: 'eve@example.org', password: ada.password }],
  ])('says the same of %s', async (_, credentials) => {
    await expect(engine.signIn(credentials)).rejects.toMatchObject({
      code: 'invalid_credentials',
      message: '',
    });
  });

  it('goes on where an older session is in the way', async () => {
    await engine.signIn(ada);
    await expect(engine.signIn(ada)).resolves.toEqual({ kind: 'signed-in' });
  });

  it('keeps its token, and gives a new one when it is asked to', async () => {
    await engine.signIn(ada);
    const first = await engine.tokens(false);
    expect(await engine.tokens(false)).toMatchObject({ value: first?.value });
    const second = await engine.tokens(true);
    expect(second?.value).not.toBe(first?.value);
    expect(second?.lifetimeMs).toBe(15 * 60_000);
  });

  it('ends', async () => {
    await engine.signIn(ada);
    await engine.signOut();
    await expect(engine.tokens(false)).resolves.toBeNull();
  });

  it('ends where the pool refuses to renew it', async () => {
    await engine.signIn(ada);
    pool.refuseNextRenewal();
    await expect(engine.tokens(true)).resolves.toBeNull();
    await expect(engine.tokens(false)).resolves.toBeNull();
  });

  it('tells an address apart that has an account only from whoever reads its mail', async () => {
    const again = codeStep(await engine.signUp({ ...ada, name: 'Mallory' }));
    await expect(again.give(codeOfAda())).rejects.toMatchObject({ code: 'conflict' });
  });

  it('gets a new password by a code, and no other way', async () => {
    const password = 'Loud-morning-22';
    const reset = await engine.askForReset(ada.email);
    if (reset.kind !== 'code') throw new Error('There is no code.');
    await expect(reset.set('nothing', password)).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
    await expect(reset.set(codeOfAda(), 'simple')).rejects.toMatchObject({
      code: 'invalid_request',
    });
    await reset.set(codeOfAda(), password);
    await expect(engine.signIn(ada)).rejects.toMatchObject({ code: 'invalid_credentials' });
    await engine.signIn({ ...ada, password });
    await expect(engine.changePassword('wrong', ada.password)).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
    await engine.changePassword(password, ada.password);
    await engine.signOut();
    await expect(engine.signIn(ada)).resolves.toEqual({ kind: 'signed-in' });
  });

  it('asks whoever was given an account for a password of their own', async () => {
    const bea = { name: 'Bea', email: 'bea@example.org', password: 'Loud-morning-22' };
    const given = await pool.invite(bea);
    pool.sent.splice(0);
    await expect(engine.signIn({ ...bea, password: 'Another-1' })).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
    const step = await engine.signIn({ ...bea, password: given });
    if (step.kind !== 'new-password') throw new Error(`The next step is ${step.kind}.`);
    await expect(engine.tokens(false)).resolves.toBeNull();
    await expect(step.set('simple')).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(step.set(bea.password)).resolves.toEqual({ kind: 'signed-in' });
    await expect(engine.tokens(false)).resolves.not.toBeNull();
    expect(pool.sent.join()).not.toContain(given);
    await engine.signOut();
    await expect(engine.signIn({ ...bea, password: given })).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
    await expect(engine.signIn(bea)).resolves.toEqual({ kind: 'signed-in' });
  });

  describe('a second step', () => {
    async function enter(email: string) {
      const person = { name: 'Cleo', email, password: 'Quiet-evening-1' };
      const step = await engine.signIn({ ...person, password: await pool.invite(person) });
      if (step.kind !== 'new-password') throw new Error(`The next step is ${step.kind}.`);
      await step.set(person.password);
      await engine.signOut();
      return () => engine.signIn(person);
    }
    function secondStep(entry: Entry) {
      if (entry.kind !== 'second-step') throw new Error(`The next step is ${entry.kind}.`);
      return entry;
    }

    it.each([
      ['alone', false],
      ['where texts are offered, too', true],
    ])('is a code of an app, %s', async (_, orTexts) => {
      const email = `app-${orTexts}@example.org`;
      const begin = await enter(email);
      const code = await pool.addAppCodes({ email, orTexts });
      const step = secondStep(await begin());
      await expect(engine.tokens(false)).resolves.toBeNull();
      await expect(step.give(wrong(code()))).rejects.toMatchObject({ code: 'invalid_credentials' });
      const spaced = code().replace(/^.../, '$& ');
      await expect(step.give(spaced)).resolves.toEqual({ kind: 'signed-in' });
      await expect(engine.tokens(false)).resolves.not.toBeNull();
    });

    it('is a code that comes by text', async () => {
      const begin = await enter('text@example.org');
      const code = pool.addTexts('text@example.org');
      const step = secondStep(await begin());
      expect(code()).toMatch(/^\d{6}$/);
      await expect(step.give(wrong(code()))).rejects.toMatchObject({ code: 'invalid_credentials' });
      await expect(step.give(code())).resolves.toEqual({ kind: 'signed-in' });
    });

    it('does not help without the password', async () => {
      await enter('eva@example.org');
      pool.addTexts('eva@example.org');
      const guess = { email: 'eva@example.org', password: 'Another-evening-1' };
      await expect(engine.signIn(guess)).rejects.toMatchObject({ code: 'invalid_credentials' });
    });
  });

  it('does not tell by a reset who has an account', async () => {
    await expect(engine.askForReset('eve@example.org')).resolves.toMatchObject({ kind: 'code' });
  });

  it('says when it is not reached, and keeps the session', async () => {
    await engine.signIn(ada);
    await pool.away(async () => {
      await expect(engine.tokens(true)).rejects.toMatchObject({ code: 'network' });
    });
    await expect(engine.tokens(true)).resolves.toMatchObject({ lifetimeMs: 15 * 60_000 });
  });
});
