import { afterAll } from 'vitest';
import { type Client, createClient } from './client.ts';
import { setUpAdmin, startInstance } from './instance.ts';
import { renewingToken, signUp } from './session.ts';

/**
 * An instance for one file that signs in so often that the files sharing one would be refused;
 * it ends with the file.
 */
export async function ownInstance(): Promise<{
  baseUrl: string;
  anonymous: Client;
  admin: Client;
  listener: Client;
}> {
  const instance = await startInstance();
  afterAll(() => instance.dispose());
  const { baseUrl } = instance;
  const { client: admin } = await setUpAdmin(baseUrl);
  const listener = await signUp(baseUrl, {
    name: 'Lea Listener',
    email: 'lea@example.org',
    password: 'a quiet evening song',
  });
  return {
    baseUrl,
    anonymous: createClient(baseUrl),
    admin,
    listener: createClient(
      baseUrl,
      renewingToken(() => listener),
    ),
  };
}
