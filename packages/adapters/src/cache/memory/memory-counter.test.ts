import { systemClock } from '@madrigal/core/shared';
import { describeRequestCounter } from '@madrigal/core/testing';
import { createMemoryCounter } from './index.ts';

describeRequestCounter('memory', async () => {
  const counter = createMemoryCounter(systemClock);
  return { one: counter, other: counter, dispose: async () => {} };
});
