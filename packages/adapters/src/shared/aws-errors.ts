import type { ErrorCode } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';

export type Translation = readonly [ErrorCode, string];

/** The connection failed before or within an answer: codes of Node, names of the SDK and S3. */
const networkFailures: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ETIMEDOUT',
  'RequestTimeout',
  'TimeoutError',
]);

/** "Common errors" of the services' API references; these come with status 400 too. */
const throttled =
  /^(SlowDown|RequestThrottled|RequestLimitExceeded|BandwidthLimitExceeded|PriorRequestNotComplete|OverLimit|Kms.*)$|Throttl|TooManyRequests/i;
const unwelcome =
  /^(Access.?Denied|InvalidAccessKeyId|InvalidClientTokenId|InvalidToken|UnrecognizedClient|MissingAuthenticationToken|AuthorizationHeaderMalformed|RequestExpired|RequestTimeTooSkewed|SignatureDoesNotMatch|PermanentRedirect|CredentialsProviderError)|ExpiredToken/i;

/** What a service of AWS reports, as sentences about what the service is to us. */
export interface AwsErrors {
  /** A {@link MadrigalError} for what AWS or the way there reports; other errors as they are. */
  translate(error: unknown): unknown;
  /** For an error code inside a successful answer. */
  ofCode(code: string): MadrigalError;
  /** Runs `work` with every error translated. */
  translated<T>(work: () => Promise<T>): Promise<T>;
}

/** `service` is how people call it, such as "object store"; `own` are the codes only it has. */
export function awsErrorsOf(
  service: string,
  own: Readonly<Record<string, Translation>>,
): AwsErrors {
  const away: Translation = ['unavailable', `The ${service} cannot be reached right now.`];
  const busy: Translation = ['unavailable', `The ${service} has too much to do right now.`];
  const refused: Translation = ['unavailable', `The ${service} refuses this server.`];
  const misunderstood: Translation = ['internal', `The ${service} did not accept a request.`];

  const byCode = (code: string): Translation | undefined => {
    if (own[code]) return own[code];
    if (networkFailures.has(code)) return away;
    if (throttled.test(code)) return busy;
    return unwelcome.test(code) ? refused : undefined;
  };
  const byStatus = (status: number): Translation => {
    if (status === 429 || status >= 500) return busy;
    // No right, or a wrong region (301): nothing a caller can change.
    return status === 401 || status === 403 || status < 400 ? refused : misunderstood;
  };
  const translate = (error: unknown): unknown => {
    if (!(error instanceof Error) || error instanceof MadrigalError) return error;
    const status = statusOf(error);
    const known =
      byCode(awsCodeOf(error)) ?? byCode(systemCode(error)) ?? (status && byStatus(status));
    return known ? new MadrigalError(...known, { cause: error }) : error;
  };
  return {
    translate,
    ofCode: (code) => new MadrigalError(...(byCode(code) ?? busy)),
    async translated(work) {
      try {
        return await work();
      } catch (error) {
        throw translate(error);
      }
    },
  };
}

/** Whether the connection failed, so that asking again may help. */
export function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return networkFailures.has(awsCodeOf(error)) || networkFailures.has(systemCode(error));
}

/** The code without the namespace and suffix that it has in some protocols and not in others. */
export function awsCodeOf(error: Error): string {
  return error.name.replace(/^.*[.#]/, '').replace(/Exception$/, '');
}

function systemCode(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : '';
}

function statusOf(error: Error): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
