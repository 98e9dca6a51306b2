import type { TestProject } from 'vitest/node';
import { startDynoxide } from './dynoxide.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a server of DynamoDB's protocol; null where this platform has none. */
    dynamoEndpoint: string | null;
  }
}

/**
 * One DynamoDB for the whole test run. `DYNAMODB_TEST_ENDPOINT` names another one to try the engine
 * against, such as Amazon's DynamoDB Local (docs/aws-engines.md).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DYNAMODB_TEST_ENDPOINT;
  const server = given ? null : await startDynoxide();
  project.provide('dynamoEndpoint', given ?? server?.endpoint ?? null);
  return async () => {
    await server?.stop();
  };
}
