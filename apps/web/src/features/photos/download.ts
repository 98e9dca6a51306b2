import { endpoints, type MediaItem } from '@madrigal/contract';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { saveFrom } from '../../api/save-file.ts';
import { toast } from '../../ui/toast.tsx';

/** So that a browser has taken one download over before the next one begins. */
const apartMs = 800;

/**
 * Saves the uploaded files of several, one after another: they come straight from where they are kept,
 * which nothing could pack on the way.
 */
export async function downloadMany(items: readonly Pick<MediaItem, 'id'>[]): Promise<void> {
  for (const [index, { id }] of items.entries()) {
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, apartMs));
    await downloadMedia(id, 'original');
  }
}

/** Saves the file that was uploaded, or what every program opens made of it. */
export async function downloadMedia(mediaId: string, what: 'original' | 'shown'): Promise<void> {
  try {
    const { url } = await request(endpoints.downloadMedia, {
      params: { mediaId },
      query: { what },
    });
    saveFrom(url);
  } catch (error) {
    toast.error(describeError(error));
  }
}
