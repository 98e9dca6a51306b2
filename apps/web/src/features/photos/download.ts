import { endpoints } from '@madrigal/contract';
import { describeError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { saveFrom } from '../../api/save-file.ts';
import { toast } from '../../ui/toast.tsx';

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
