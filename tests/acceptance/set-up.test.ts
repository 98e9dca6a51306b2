import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAuth, createClient, type Instance, signIn, startInstance } from './harness/index.ts';

const ATTEMPTS = 10;
const account = (index: number) => ({
  name: `Person ${index}`,
  email: `person-${index}@example.org`,
  password: `a long password ${index}`,
});

describe('a new instance', () => {
  let instance: Instance;
  beforeAll(async () => {
    instance = await startInstance();
  });
  afterAll(() => instance.dispose());

  it('asks to be set up, and takes no sign-up before', async () => {
    const client = createClient(instance.baseUrl);
    expect(await client.must('getInstance')).toMatchObject({ setupRequired: true });
    const signUp = await callAuth(instance.baseUrl, '/sign-up/email', { body: account(0) });
    expect(signUp.ok).toBe(false);
    expect(await client.must('getInstance')).toMatchObject({ setupRequired: true });
  });

  it('names what is wrong with the first account', async () => {
    const answer = await createClient(instance.baseUrl).call('setUpInstance', {
      body: { name: ' ', email: 'nobody', password: 'short' },
    });
    if (answer.ok) throw new Error('must not be accepted');
    expect(answer.problem.code).toBe('invalid_request');
    const faulty = answer.problem.faults?.map(({ path }) => path.split(/[./]/).at(-1));
    expect(faulty?.sort()).toEqual(['email', 'name', 'password']);
  });

  it('is set up exactly once when ten people try at the same moment', async () => {
    const client = createClient(instance.baseUrl);
    const accounts = Array.from({ length: ATTEMPTS }, (_, index) => account(index));
    const answers = await Promise.all(
      accounts.map((body) => client.call('setUpInstance', { body })),
    );
    const created = answers.flatMap((answer) => (answer.ok ? [answer.body] : []));
    expect(created).toHaveLength(1);
    expect(created[0]).toMatchObject({ role: 'admin' });
    const problems = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem.code]));
    expect(problems).toEqual(Array(ATTEMPTS - 1).fill('setup_already_done'));

    const winner = accounts.find(({ email }) => email === created[0]?.email);
    if (!winner) throw new Error('the first account has none of the e-mail addresses sent');
    await signIn(instance.baseUrl, winner);
    const loser = accounts.find((other) => other !== winner) ?? winner;
    await expect(signIn(instance.baseUrl, loser)).rejects.toThrow('401');
    expect(await client.must('getInstance')).toMatchObject({ setupRequired: false });
  });

  it('slows down whoever guesses passwords, and says until when', async () => {
    const guess = () =>
      callAuth(instance.baseUrl, '/sign-in/email', {
        patient: false,
        body: { email: account(0).email, password: 'a wrong password' },
      });
    let response = await guess();
    for (let attempt = 1; attempt < 30 && response.status === 401; attempt += 1) {
      response = await guess();
    }
    expect(response.status).toBe(429);
    const wait = response.headers.get('retry-after') ?? response.headers.get('x-retry-after');
    expect(Number(wait)).toBeGreaterThan(0);
    await createClient(instance.baseUrl).must('getInstance');
  });
});
