import { MadrigalError } from '@madrigal/core/shared';
import { z } from 'zod';

/** What a signed policy allows. Times in seconds since 1970. */
export interface Policy {
  resource: string;
  notBefore: number | null;
  expires: number;
}

const EpochTime = z.strictObject({ 'AWS:EpochTime': z.int().nonnegative() });

/** CloudFront's custom policy: one statement, no condition but these. */
const CustomPolicy = z.strictObject({
  Version: z.string().optional(),
  Statement: z.tuple([
    z.strictObject({
      Effect: z.literal('Allow').optional(),
      Resource: z.string().min(1),
      Condition: z.strictObject({
        DateLessThan: EpochTime,
        DateGreaterThan: EpochTime.optional(),
        IpAddress: z.strictObject({ 'AWS:SourceIp': z.string() }).optional(),
      }),
    }),
  ]),
});

/** Means every address, so it restricts nothing. */
const ANY_ADDRESS = '0.0.0.0/0';

/**
 * @throws MadrigalError `url_signature_invalid` when it is no such policy, or restricts the
 *   address of the client, which a server behind proxies cannot know for certain
 */
export function parsePolicy(text: string): Policy {
  const parsed = CustomPolicy.safeParse(parseJson(text));
  if (!parsed.success) throw refuse('The policy in the URL is not one this server understands.');
  const [statement] = parsed.data.Statement;
  const { DateLessThan, DateGreaterThan, IpAddress } = statement.Condition;
  if (IpAddress && IpAddress['AWS:SourceIp'] !== ANY_ADDRESS) {
    throw refuse('The policy in the URL restricts client addresses, which this server does not.');
  }
  return {
    resource: statement.Resource,
    notBefore: DateGreaterThan?.['AWS:EpochTime'] ?? null,
    expires: DateLessThan['AWS:EpochTime'],
  };
}

export function refuse(message: string, cause?: unknown): MadrigalError {
  return new MadrigalError('url_signature_invalid', message, { cause });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refuse('The policy in the URL is not JSON.', cause);
  }
}
