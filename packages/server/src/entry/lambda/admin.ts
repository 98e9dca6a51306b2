import type { AudioTools } from '@madrigal/core/media/process';
import { absent } from './runtime/absent.ts';
import { httpFunction } from './runtime/http-function.ts';

/** Covers of albums are pictures that admins send along. */
export const handler = httpFunction('admin', async () => {
  const { prepareCover } = await import('@madrigal/adapters/media-tools/sharp');
  return { audio: absent<AudioTools>('audio tools', { prepareCover }) };
});
