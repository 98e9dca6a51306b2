import { endpoints } from '@madrigal/contract';
import { presentSlideshowDetails } from '../presenters/slideshow.ts';
import { route } from '../route.ts';

export const getSlideshow = route(
  endpoints.getSlideshow,
  async ({ params }, { caller, deps: { services } }) =>
    presentSlideshowDetails(
      await services.slideshows.get(caller, params.slideshowId),
      services.delivery,
    ),
);
