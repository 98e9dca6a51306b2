import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const readPlaylistFile = route(
  endpoints.readPlaylistFile,
  async ({ body }, { deps: { services } }) =>
    services.library.readPlaylistFile(body.fileName, Buffer.from(body.file, 'base64')),
);
