import { endpoints } from '@madrigal/contract';
import { presentSlideshow } from '../presenters/slideshow.ts';
import { route } from '../route.ts';

export const listSlideshows = route(
  endpoints.listSlideshows,
  async ({ query }, { caller, deps: { services } }) => {
    const { items, nextCursor } = await services.slideshows.list(caller, query);
    return { items: items.map((each) => presentSlideshow(each, services.delivery)), nextCursor };
  },
);
