import { endpoints } from '@madrigal/contract';
import { presentPage } from '../presenters/page.ts';
import { presentSharedItem } from '../presenters/share.ts';
import { route } from '../route.ts';

export const listSharedItems = route(
  endpoints.listSharedItems,
  async ({ params, query }, { deps: { services } }) => {
    const page = await services.sharing.listItems(params.token, query);
    return presentPage(page, (item) => presentSharedItem(item, services.delivery));
  },
);
