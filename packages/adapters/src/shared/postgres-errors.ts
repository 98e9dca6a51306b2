import { MadrigalError } from '@madrigal/core/shared';
import { type AsyncMethods, wrapMethods } from './wrap-methods.ts';

/** Sockets and pools that fail before PostgreSQL could answer. */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
]);
const networkMessages =
  /Connection terminated|timeout exceeded when trying to connect|connection error|pool after calling end/;

/** What a server says that is starting, stopping, or has no connection to spare. */
const notNow = /^(08...|57P0[1-3]|53300)$/;

/** Whether a server could not be connected to in a way that passes by itself. */
export function takesNoConnections(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return networkCodes.has(code) || notNow.test(code) || /Connection terminated/.test(error.message);
}

/** Class (first two characters) or whole code of PostgreSQL's "Appendix A. Error Codes". */
const meanings: Readonly<Record<string, readonly [MadrigalError['code'], string]>> = {
  '08': ['unavailable', 'The database cannot be reached.'],
  '57P': ['unavailable', 'The database is shutting down or starting up.'],
  '53100': ['storage_full', 'The disk of the database is full.'],
  // A server that was the primary until a moment ago.
  '25006': ['unavailable', 'The database cannot be written to right now.'],
  '53': ['unavailable', 'The database is out of resources.'],
  '40': ['unavailable', 'The database asks to try again.'],
  '23': ['conflict', 'The current state does not allow this.'],
  '22021': ['invalid_request', 'The text contains characters that cannot be stored.'],
  '22P05': ['invalid_request', 'The text contains characters that cannot be stored.'],
  '22023': ['invalid_request', 'A value has the wrong form.'],
  '22P02': ['invalid_request', 'A value has the wrong form.'],
};

/** A {@link MadrigalError} for what pg reports, or `error` itself where it is a fault of ours. */
export function translatePostgresError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof MadrigalError) return error;
  const code = codeOf(error);
  if (networkCodes.has(code) || networkMessages.test(error.message)) {
    return new MadrigalError('unavailable', 'The database cannot be reached.', { cause: error });
  }
  const meaning = meanings[code] ?? meanings[code.slice(0, 3)] ?? meanings[code.slice(0, 2)];
  if (!meaning) return error;
  return new MadrigalError(meaning[0], meaning[1], { cause: error });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Runs `work` with every pg error translated. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translatePostgresError(error);
  }
}

/** A store whose every method has pg errors translated. */
export function translatedMethods<Store extends AsyncMethods<Store>>(store: Store): Store {
  return wrapMethods<Store>(store, translated);
}
