import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  startUserPool,
  type UserPool,
} from '../../../../../../../tests/acceptance/harness/user-pool/index.ts';
import { engineAt, wrong } from './testing.ts';
import type { PoolEngine } from './types.ts';

describe('the phone number of an account in a user pool', () => {
  let pool: UserPool;
  let engine: PoolEngine;
  let email: string;
  let number: string;

  beforeAll(async () => {
    pool = await startUserPool();
    engine = engineAt(pool);
  });
  afterAll(() => pool?.stop());

  beforeEach(async () => {
    await newcomer();
    number = newNumber();
  });

  /** Signs in somebody who was not there before. */
  async function newcomer(): Promise<void> {
    await engine.signOut();
    email = `${crypto.randomUUID()}@example.org`;
    const person = { name: 'Ada', email, password: 'Quiet-evening-1' };
    const step = await engine.signIn({ ...person, password: await pool.invite(person) });
    if (step.kind !== 'new-password') throw new Error(`The next step is ${step.kind}.`);
    await step.set(person.password);
  }
  const newNumber = () =>
    `+4930${String(crypto.getRandomValues(new Uint32Array(1))[0]).padStart(10, '1')}`;
  const begin = (to = number) => engine.phone.begin(to, '');
  const confirm = (to = number) => engine.phone.confirm(to, pool.codeTo(to));
  async function add(to = number): Promise<void> {
    await begin(to);
    await confirm(to);
  }

  it('is none at first, and theirs with the code that came to it', async () => {
    await expect(engine.phone.read()).resolves.toBeNull();
    await expect(begin()).resolves.toBe(true);
    await expect(engine.phone.read()).resolves.toBeNull();
    const code = pool.codeTo(number);
    expect(code).toMatch(/^\d{6}$/);
    for (const none of [wrong(code), ' ']) {
      await expect(engine.phone.confirm(number, none)).rejects.toMatchObject({
        code: 'invalid_credentials',
        message: '',
      });
    }
    await engine.phone.confirm(number, ` ${code.replace(/^.../, '$& ')} `);
    await expect(engine.phone.read()).resolves.toEqual({ number, confirmed: true });
  });

  it('may be written as people do, and must be one', async () => {
    const spaced = `00${number.slice(1, 3)} (${number.slice(3, 5)}) ${number.slice(5)}`;
    await begin(spaced);
    await confirm();
    await expect(engine.phone.read()).resolves.toEqual({ number, confirmed: true });
    for (const none of ['', '030 123456', '+49', 'nobody']) {
      await expect(begin(none)).rejects.toMatchObject({ code: 'invalid_request' });
    }
  });

  it('stays until the next one is confirmed', async () => {
    await add();
    const next = newNumber();
    await begin(next);
    await expect(engine.phone.read()).resolves.toEqual({ number, confirmed: true });
    await confirm(next);
    await expect(engine.phone.read()).resolves.toEqual({ number: next, confirmed: true });
  });

  it('needs no code where it is theirs already', async () => {
    await add();
    const code = pool.codeTo(number);
    await expect(begin()).resolves.toBe(false);
    expect(pool.codeTo(number)).toBe(code);
  });

  it('is sent another code when it is asked for again, and not without end', async () => {
    await begin();
    const first = pool.codeTo(number);
    await begin();
    await expect(engine.phone.confirm(number, wrong(pool.codeTo(number)))).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
    expect(pool.asked.filter((name) => name === 'GetUserAttributeVerificationCode')).toEqual([]);
    if (first !== pool.codeTo(number)) {
      await expect(engine.phone.confirm(number, first)).rejects.toMatchObject({
        code: 'invalid_credentials',
      });
    }
    for (let count = 2; count < 5; count++) await begin();
    await expect(begin()).rejects.toMatchObject({ code: 'too_many_requests' });
    await confirm();
  });

  it('takes no code that is too old, or was used', async () => {
    await begin();
    pool.expireCodes();
    await expect(confirm()).rejects.toMatchObject({ code: 'invalid_credentials' });
    await add();
    await expect(confirm()).rejects.toMatchObject({ code: 'invalid_credentials' });
  });

  it('belongs to one account', async () => {
    await add();
    await newcomer();
    await begin();
    await expect(confirm()).rejects.toMatchObject({ code: 'conflict' });
    await expect(engine.phone.read()).resolves.toBeNull();
  });

  it('goes when it is removed, and may come again', async () => {
    await add();
    await engine.phone.remove();
    await expect(engine.phone.read()).resolves.toBeNull();
    await add();
    await expect(engine.phone.read()).resolves.toEqual({ number, confirmed: true });
  });

  it('stays, or is changed, where signing in asks for codes that come to it', async () => {
    await add();
    pool.addTexts(email);
    await expect(engine.phone.remove()).rejects.toMatchObject({ code: 'conflict' });
    await expect(engine.phone.read()).resolves.toEqual({ number, confirmed: true });
    const next = newNumber();
    await add(next);
    await expect(engine.phone.read()).resolves.toEqual({ number: next, confirmed: true });
  });

  it('is nobody’s who is not signed in', async () => {
    await engine.signOut();
    await expect(engine.phone.read()).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(begin()).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('cannot be read where the pool is not reached', async () => {
    await pool.away(async () => {
      await expect(engine.phone.read()).rejects.toMatchObject({ code: 'network' });
    });
  });

  describe('in a pool that changes it before it is confirmed', () => {
    beforeAll(() => pool.changeNumbersAtOnce());

    it('is confirmed later, by a code that is asked for', async () => {
      await begin();
      await expect(engine.phone.read()).resolves.toEqual({ number, confirmed: false });
      pool.expireCodes();
      await expect(begin()).resolves.toBe(true);
      expect(pool.asked.at(-1)).toBe('GetUserAttributeVerificationCode');
      await confirm();
      await expect(engine.phone.read()).resolves.toEqual({ number, confirmed: true });
    });
  });
});
