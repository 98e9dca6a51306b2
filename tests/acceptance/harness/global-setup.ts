import type { TestProject } from 'vitest/node';
import { createClient } from './client.ts';
import { adminAccount, startInstance } from './instance.ts';
import { type Session, signIn, signUp } from './session.ts';

export interface SharedInstance {
  admin: Session;
  listener: Session;
}

declare module 'vitest' {
  export interface ProvidedContext {
    sharedInstance: SharedInstance;
  }
}

const listenerAccount = {
  name: 'Lea Listener',
  email: `lea-${Date.now()}@example.org`,
  password: 'a quiet evening song',
};

/** One instance for every file that does not need its own; MADRIGAL_URL names one that runs already. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.MADRIGAL_URL;
  const instance = external ? null : await startInstance();
  const baseUrl = instance?.baseUrl ?? external ?? '';
  const anonymous = createClient(baseUrl);
  const { setupRequired } = await anonymous.must('getInstance');
  if (setupRequired) await anonymous.must('setUpInstance', { body: adminAccount });
  project.provide('sharedInstance', {
    admin: await signIn(baseUrl, adminAccount),
    listener: await signUp(baseUrl, listenerAccount),
  });
  return async () => instance?.dispose();
}
