import { endpoints } from '@madrigal/contract';
import { presentSlideshowDetails } from '../presenters/slideshow.ts';
import { route } from '../route.ts';

export const cancelSlideshow = route(
  endpoints.cancelSlideshow,
  async ({ params }, { caller, deps: { services } }) =>
    presentSlideshowDetails(
      await services.slideshows.cancel(caller, params.slideshowId),
      services.delivery,
    ),
);
