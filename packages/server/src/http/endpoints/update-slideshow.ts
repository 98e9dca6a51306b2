import { endpoints } from '@madrigal/contract';
import { presentSlideshowDetails } from '../presenters/slideshow.ts';
import { route } from '../route.ts';

export const updateSlideshow = route(
  endpoints.updateSlideshow,
  async ({ params, body }, { caller, deps: { services } }) =>
    presentSlideshowDetails(
      await services.slideshows.rename(caller, params.slideshowId, body.name),
      services.delivery,
    ),
);
