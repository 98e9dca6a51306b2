import { endpoints } from '@madrigal/contract';
import { presentSlideshowDetails } from '../presenters/slideshow.ts';
import { route } from '../route.ts';

export const createSlideshow = route(
  endpoints.createSlideshow,
  async ({ body }, { caller, idempotencyKey, deps: { services } }) =>
    presentSlideshowDetails(
      await services.slideshows.create(caller, body, idempotencyKey),
      services.delivery,
    ),
);
