import type { JobSender, NewJob } from '@madrigal/core/shared';
import { expect, it } from 'vitest';
import { absent } from './absent.ts';
import { createEmfMetrics } from './emf-metrics.ts';
import { once } from './once.ts';
import { createSending } from './sending.ts';

it('a container starts once, and again only where that failed', async () => {
  let starts = 0;
  const started = once(async () => {
    starts += 1;
    if (starts === 1) throw new Error('away');
    return starts;
  });
  await expect(Promise.all([started(), started()])).rejects.toThrow('away');
  expect(await Promise.all([started(), started()])).toEqual([2, 2]);
});

it('what is sent on the side has arrived or failed before a function stands still', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const sending = createSending();
  let next = 0;
  const queue = { send: () => gates[next++]?.promise } as unknown as JobSender;
  const sender = sending.by(queue);
  const job = {} as NewJob;
  let isSettled = false;
  const refused = sender.send(job).catch((error: Error) => error.message);
  const settled = sending.settled().then(() => {
    isSettled = true;
  });
  void sender.send(job); // by what the first one led to
  gates[0]?.reject(new Error('refused'));
  expect(await refused).toBe('refused');
  expect(isSettled).toBe(false);
  gates[1]?.resolve();
  await settled;
});

it('tools that are absent say so, and do not look like a promise', async () => {
  const tools = absent<{ cut(): void; glue(): string }>('tools', { glue: () => 'glued' });
  expect(tools.glue()).toBe('glued');
  expect(() => tools.cut()).toThrow('There are no tools in this function.');
  expect(await tools).toBe(tools);
});

it('metrics are lines that CloudWatch makes figures of', () => {
  const lines: string[] = [];
  const metrics = createEmfMetrics(
    'song',
    (line) => lines.push(line),
    () => 1_790_000_000_000,
  );
  metrics.onRequest({ operation: 'getSong', status: 503, ms: 12.4 });
  metrics.onJob({ kind: 'audio.process', outcome: 'dead', ms: 2000 });
  const [request, job] = lines.map((line) => JSON.parse(line));
  expect(request).toEqual({
    _aws: {
      Timestamp: 1_790_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'Madrigal',
          Dimensions: [['Function']],
          Metrics: [
            { Name: 'Requests', Unit: 'Count' },
            { Name: 'Errors', Unit: 'Count' },
            { Name: 'RequestTime', Unit: 'Milliseconds' },
          ],
        },
      ],
    },
    Function: 'song',
    operation: 'getSong',
    status: 503,
    Requests: 1,
    Errors: 1,
    RequestTime: 12,
  });
  expect(job).toMatchObject({
    Function: 'song',
    Kind: 'audio.process',
    Jobs: 1,
    DeadJobs: 1,
    FailedJobs: 0,
  });
  // Whatever a metric is called, its value is in the line (specification, "MetricDefinition object").
  for (const line of [request, job]) {
    const [{ Metrics, Dimensions }] = line._aws.CloudWatchMetrics;
    for (const { Name } of Metrics) expect(line[Name]).toBeTypeOf('number');
    for (const name of Dimensions[0]) expect(line[name]).toBeTypeOf('string');
  }
});
