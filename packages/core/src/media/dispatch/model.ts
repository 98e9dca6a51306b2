import type { RejectionCode } from '@madrigal/contract';

/** A file that can never become what it was sent as. Its message is for the person who sent it. */
export class MediaRejectedError extends Error {
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string) {
    super(message);
    this.name = 'MediaRejectedError';
    this.code = code;
  }
}
