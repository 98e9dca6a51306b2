import { describeEventBus } from '@madrigal/core/testing';
import { createMemoryEvents } from './index.ts';

describeEventBus('memory', async (options) => {
  const bus = createMemoryEvents(options);
  return { publisher: bus, subscriber: bus, dispose: async () => {} };
});
