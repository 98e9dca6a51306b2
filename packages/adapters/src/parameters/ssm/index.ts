import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { MadrigalError } from '@madrigal/core/shared';
import { awsErrorsOf } from '../../shared/aws-errors.ts';

/** SSM's limit. */
const BATCH = 10;
const DEFAULT_ATTEMPTS = 4;

const ssmErrors = awsErrorsOf('parameter store', {});

export interface ParameterOptions {
  region: string;
  /** Address of a server that speaks SSM's protocol; left out for AWS. */
  endpoint?: string;
  /** Left out: the SDK's own chain. */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Tries of a request, with exponential backoff and jitter between them. Default 4. */
  maxAttempts?: number;
}

/**
 * Texts of parameters by their names, decrypted. Secrets of Secrets Manager are parameters, too, below
 * `/aws/reference/secretsmanager/`.
 * @throws MadrigalError `unavailable`, with the names of those that are missing
 */
export async function readParameters(
  options: ParameterOptions,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const client = new SSMClient({
    ...options,
    maxAttempts: options.maxAttempts ?? DEFAULT_ATTEMPTS,
  });
  const found = new Map<string, string>();
  try {
    for (let i = 0; i < names.length; i += BATCH) {
      const Names = names.slice(i, i + BATCH);
      const { Parameters = [] } = await ssmErrors.translated(() =>
        client.send(new GetParametersCommand({ Names, WithDecryption: true })),
      );
      for (const { Name = '', Value = '' } of Parameters) found.set(Name, Value);
    }
  } finally {
    client.destroy();
  }
  const missing = names.filter((name) => !found.has(name));
  if (missing.length === 0) return found;
  throw new MadrigalError('unavailable', `There are no parameters ${missing.join(', ')}.`);
}
