import type { Logger, QueueFigures } from '@madrigal/core/shared';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { EdgeAnswer } from '../edge/index.ts';
import type { RequestEnd } from '../http/index.ts';
import type { JobEnd } from '../jobs/index.ts';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const JOB_SECONDS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600];

interface PoolFigures {
  total: number;
  idle: number;
  /** Callers that wait for a connection. */
  waiting: number;
}

interface MetricsDeps {
  version: string;
  logger: Logger;
  /** Asked at every scrape; null where the process has none, as an edge. */
  queue: (() => Promise<QueueFigures>) | null;
  pool: (() => PoolFigures) | null;
}

/** What happens, told by those it happens to; none of it waits or throws. */
export interface Metrics {
  onRequest(request: RequestEnd): void;
  onEdgeAnswer(answer: EdgeAnswer): void;
  onJob(job: JobEnd): void;
  /** Everything, in the text format of Prometheus. */
  render(): Promise<{ contentType: string; text: string }>;
}

/**
 * Figures of this process for Prometheus. Labels are operations, statuses, kinds and outcomes, all of
 * which there are few of: never ids, paths or addresses.
 */
export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    registers,
    name: 'madrigal_info',
    help: 'Always 1; the label says which version runs.',
    labelNames: ['version'],
  }).set({ version: deps.version }, 1);
  const { queue, pool, logger } = deps;
  const measureQueue = queue ? queueMetrics(registers, queue, logger) : async () => {};
  if (pool) addPool(registers, pool);
  return {
    onRequest: requestMetrics(registers),
    onEdgeAnswer: edgeMetrics(registers),
    onJob: jobMetrics(registers),
    render: async () => {
      await measureQueue();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function requestMetrics(registers: Registry[]): Metrics['onRequest'] {
  const requests = new Counter({
    registers,
    name: 'madrigal_http_requests_total',
    help: 'Requests answered, by operation and status.',
    labelNames: ['operation', 'status'],
  });
  const seconds = new Histogram({
    registers,
    name: 'madrigal_http_request_duration_seconds',
    help: 'Time from the arrival of a request to the end of its answer, by operation.',
    labelNames: ['operation'],
    buckets: REQUEST_SECONDS,
  });
  const counterOf = remembered((key: string) => {
    const [operation = '', status = ''] = key.split(' ');
    return requests.labels(operation, status);
  });
  const histogramOf = remembered((operation: string) => seconds.labels(operation));
  return ({ operation, status, ms }) => {
    counterOf(`${operation} ${status}`).inc();
    histogramOf(operation).observe(ms / 1000);
  };
}

/** Labels are looked up once each: doing it every time costs more than counting. */
function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = make(key);
      known.set(key, value);
    }
    return value;
  };
}

function edgeMetrics(registers: Registry[]): Metrics['onEdgeAnswer'] {
  const requests = new Counter({
    registers,
    name: 'madrigal_edge_requests_total',
    help: 'Requests of the edge, by status.',
    labelNames: ['status'],
  });
  const bytes = new Counter({
    registers,
    name: 'madrigal_edge_sent_bytes_total',
    help: 'Bytes of files that the edge handed to the network.',
  });
  const refusals = new Counter({
    registers,
    name: 'madrigal_edge_refused_urls_total',
    help: 'Signed URLs that were not valid or had expired.',
    labelNames: ['reason'],
  });
  for (const reason of ['url_signature_invalid', 'url_expired']) refusals.inc({ reason }, 0);
  const counterOf = remembered((status: number) => requests.labels(String(status)));
  return ({ status, sentBytes, refused }) => {
    counterOf(status).inc();
    if (sentBytes > 0) bytes.inc(sentBytes);
    if (refused) refusals.inc({ reason: refused });
  };
}

function jobMetrics(registers: Registry[]): Metrics['onJob'] {
  const jobs = new Counter({
    registers,
    name: 'madrigal_jobs_total',
    help: 'Attempts at jobs, by kind and how they ended.',
    labelNames: ['kind', 'outcome'],
  });
  const seconds = new Histogram({
    registers,
    name: 'madrigal_job_duration_seconds',
    help: 'Time an attempt at a job took, by kind and how it ended.',
    labelNames: ['kind', 'outcome'],
    buckets: JOB_SECONDS,
  });
  return ({ kind, outcome, ms }) => {
    jobs.inc({ kind, outcome });
    seconds.observe({ kind, outcome }, ms / 1000);
  };
}

/** Adds the gauges of the queue; what comes back brings them up to date. */
function queueMetrics(
  registers: Registry[],
  queue: () => Promise<QueueFigures>,
  logger: Logger,
): () => Promise<void> {
  const gauge = (name: string, help: string) =>
    new Gauge({ registers, name, help, labelNames: ['kind'] });
  const waiting = gauge('madrigal_queue_waiting', 'Jobs that wait, by kind.');
  const running = gauge('madrigal_queue_running', 'Jobs that a worker does now, by kind.');
  const oldest = gauge(
    'madrigal_queue_oldest_age_seconds',
    'How long the oldest due job has waited, by kind; left out where the queue does not know.',
  );
  const dead = new Gauge({
    registers,
    name: 'madrigal_queue_dead_letters',
    help: 'Jobs that failed for good and wait for an admin.',
  });
  return async () => {
    for (const each of [waiting, running, oldest]) each.reset();
    dead.remove();
    try {
      const figures = await queue();
      dead.set(figures.dead);
      for (const { kind, ...of } of figures.kinds) {
        waiting.set({ kind }, of.waiting);
        running.set({ kind }, of.running);
        if (of.oldestAgeSeconds !== null) oldest.set({ kind }, of.oldestAgeSeconds);
      }
    } catch (err) {
      // Left out: a figure from before would look like one of now.
      logger.warn({ err }, 'the queue could not be measured');
    }
  };
}

function addPool(registers: Registry[], pool: () => PoolFigures): void {
  new Gauge({
    registers,
    name: 'madrigal_database_connections',
    help: 'Connections to the database: in use, idle, and callers that wait for one.',
    labelNames: ['state'],
    collect() {
      const { total, idle, waiting } = pool();
      this.set({ state: 'used' }, total - idle);
      this.set({ state: 'idle' }, idle);
      this.set({ state: 'waiting' }, waiting);
    },
  });
}
