import { expect, it } from 'vitest';
import { loadFunctionConfig } from './function-config.ts';

it('takes from parameters what the environment refers to, each once', async () => {
  const asked: [string, readonly string[]][] = [];
  const config = await loadFunctionConfig(
    [],
    async (region, names) => {
      asked.push([region, names]);
      return new Map(names.map((name) => [name, `${name} is a long and secret text`]));
    },
    {
      DATA_DIR: '/tmp',
      AWS_REGION: 'eu-west-1',
      AUTH_SECRET: 'ssm:/madrigal/auth',
      SEALING_SECRET: 'ssm:/madrigal/auth',
      HOST: '127.0.0.1',
    },
  );
  expect(asked).toEqual([['eu-west-1', ['/madrigal/auth']]]);
  expect(config.accounts.secret).toBe('/madrigal/auth is a long and secret text');
  expect(config.accounts.sealingSecret).toBe(config.accounts.secret);
});

it('asks for nothing where nothing refers to a parameter', async () => {
  const config = await loadFunctionConfig([], () => Promise.reject(new Error('asked')), {
    DATA_DIR: '/tmp',
  });
  expect(config.accounts.secret).toBeNull();
});
