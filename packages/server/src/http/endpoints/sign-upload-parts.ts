import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const signUploadParts = route(
  endpoints.signUploadParts,
  async ({ params, body }, { caller, deps: { services } }) => {
    const { uploadId } = params;
    const signed = await services.uploads.signParts(caller, uploadId, body.partNumbers);
    return { parts: signed.parts, expiresAt: signed.expiresAt.toISOString() };
  },
);
