import { endpoints } from '@madrigal/contract';
import { route } from '../route.ts';

export const deleteSlideshow = route(
  endpoints.deleteSlideshow,
  async ({ params }, { caller, deps: { services } }) => {
    await services.slideshows.delete(caller, params.slideshowId);
    return null;
  },
);
