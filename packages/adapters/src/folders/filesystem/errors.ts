import { MadrigalError } from '@madrigal/core/shared';

const REPLACEMENT = '\uFFFD';

/** What the port promises for an error of the filesystem. Other errors stay as they are. */
function translateError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const options = { cause: error };
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
      return new MadrigalError('not_found', sayGone(path), options);
    case 'EACCES':
    case 'EPERM':
      return new MadrigalError(
        'forbidden',
        'Madrigal may not read it: permission denied.',
        options,
      );
    default:
      return new MadrigalError('unavailable', `It could not be read (${error.code}).`, options);
  }
}

function sayGone(path: string): string {
  if (!path.includes(REPLACEMENT)) return 'It is not there any more.';
  return 'Its name is not valid UTF-8, so it cannot be opened. Rename it.';
}

/** Runs `work` on a path with errors of the filesystem translated. */
export async function translated<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateError(error, path);
  }
}
