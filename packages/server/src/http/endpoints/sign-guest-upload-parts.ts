import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const signGuestUploadParts = route(
  endpoints.signGuestUploadParts,
  async ({ params: { token, uploadId }, body }, { deps: { services } }) => {
    const signed = await services.guestUploads.signParts(token, uploadId, body.partNumbers);
    return { parts: signed.parts, expiresAt: signed.expiresAt.toISOString() };
  },
);
