import type { RejectionCode } from '@madrigal/contract';
import type { Capture, MediaFacts, ProcessedMedia } from '@madrigal/core/media/items';

/** What the process that makes pictures answers, as JSON: times are texts. */
export type ImageAnswer =
  | { rejection: { code: RejectionCode; message: string } }
  | {
      facts: Omit<MediaFacts, 'capture'> & {
        capture: (Omit<Capture, 'at'> & { at: string }) | null;
      };
      renditions: ProcessedMedia['renditions'];
    };

/** A picture that can never be shown, found out inside the process that makes pictures. */
export class ImageRejection extends Error {
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function tooLarge(): ImageRejection {
  return new ImageRejection('image_too_large', 'The picture has more than 150 megapixels.');
}
