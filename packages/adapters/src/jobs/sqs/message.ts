/** How a job ended as a dead letter, where this engine buried it. */
interface Death {
  /** Of the message that failed: a dead letter that is there twice has one id. */
  jobId: string;
  reason: string;
  diedAtMs: number;
}

export interface Body {
  payload: unknown;
  /** Attempts of the messages that this one took the place of. */
  attemptsBefore?: number;
  death?: Death;
}

/**
 * SQS takes the characters of XML 1.0, and JSON leaves some others as they are. Halves of a pair
 * are escaped too, which costs nothing and spares other servers the pairs.
 */
const REFUSED = /[\ud800-\udfff\ufffe\uffff]/g;

export function encodeBody(body: Body): string {
  return JSON.stringify(body).replace(
    REFUSED,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}

/** What did not come from this engine becomes a payload that no handler understands. */
export function decodeBody(text: string | undefined): Body {
  try {
    const body: unknown = JSON.parse(text ?? '');
    if (typeof body === 'object' && body !== null && 'payload' in body) return body as Body;
  } catch {
    // Not JSON.
  }
  return { payload: text };
}
