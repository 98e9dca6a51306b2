import { MadrigalError } from '@madrigal/core/shared';

/** System error code, such as `ENOENT`, of something that was thrown. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** A file or one of the directories above it does not exist. */
export function isMissing(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** What the port promises for an error of the filesystem. Other errors stay as they are. */
export function translateError(error: unknown): unknown {
  if (error instanceof MadrigalError) return error;
  const code = systemCode(error);
  if (!code || !(error as NodeJS.ErrnoException).syscall) return error;
  if (isMissing(error)) {
    return new MadrigalError('not_found', 'This object does not exist.', { cause: error });
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new MadrigalError('storage_full', 'The disk is full.', { cause: error });
  }
  return new MadrigalError('unavailable', 'The storage cannot be used right now.', {
    cause: error,
  });
}

/** Runs `work` with errors of the filesystem translated. */
export async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateError(error);
  }
}
