import { endpoints } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import { route } from '../route.ts';

export const listOutboxTexts = route(
  endpoints.listOutboxTexts,
  async ({ query }, { deps: { services } }) => {
    if (!services.texts) throw new MadrigalError('not_found', 'No texts are kept here.');
    const texts = await services.texts.list(query.limit);
    return { items: texts.map((text) => ({ ...text, sentAt: text.sentAt.toISOString() })) };
  },
);
