import { endpoints } from '@madrigal/contract';
import { presentSlideshowDetails } from '../presenters/slideshow.ts';
import { route } from '../route.ts';

export const retrySlideshow = route(
  endpoints.retrySlideshow,
  async ({ params, body }, { caller, deps: { services } }) =>
    presentSlideshowDetails(
      await services.slideshows.retry(caller, params.slideshowId, body),
      services.delivery,
    ),
);
