import type { Logger, QueueFigures } from '@madrigal/core/shared';
import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

const logger: Logger = { info() {}, warn() {}, error() {}, child: () => logger };
const figures: QueueFigures = {
  kinds: [
    { kind: 'audio.process', waiting: 3, running: 1, oldestAgeSeconds: 12.5 },
    { kind: 'audio.encode', waiting: 0, running: 0, oldestAgeSeconds: null },
  ],
  dead: 2,
};

function start(queue: () => Promise<QueueFigures> = async () => figures) {
  const pool = () => ({ total: 5, idle: 3, waiting: 1 });
  return createMetrics({ version: '1.2.3', logger, queue, pool });
}

/** Lines of samples that begin with these words. */
async function samples(metrics: ReturnType<typeof start>, ...names: string[]): Promise<string[]> {
  const { text } = await metrics.render();
  return text.split('\n').filter((line) => names.some((name) => line.startsWith(name)));
}

describe('metrics', () => {
  it('count requests by operation and status, and their time by operation', async () => {
    const metrics = start();
    metrics.onRequest({ operation: 'getSong', status: 200, ms: 4 });
    metrics.onRequest({ operation: 'getSong', status: 404, ms: 40 });
    expect(await samples(metrics, 'madrigal_http_requests_total')).toEqual([
      'madrigal_http_requests_total{operation="getSong",status="200"} 1',
      'madrigal_http_requests_total{operation="getSong",status="404"} 1',
    ]);
    const seconds = await samples(metrics, 'madrigal_http_request_duration_seconds');
    expect(seconds).toContain(
      'madrigal_http_request_duration_seconds_bucket{le="0.005",operation="getSong"} 1',
    );
    expect(seconds).toContain(
      'madrigal_http_request_duration_seconds_sum{operation="getSong"} 0.044',
    );
  });

  it('count what the edge sends and refuses', async () => {
    const metrics = start();
    metrics.onEdgeAnswer({ status: 206, sentBytes: 100, refused: null });
    metrics.onEdgeAnswer({ status: 206, sentBytes: 11, refused: null });
    metrics.onEdgeAnswer({ status: 403, sentBytes: 0, refused: 'url_expired' });
    expect(await samples(metrics, 'madrigal_edge')).toEqual([
      'madrigal_edge_requests_total{status="206"} 2',
      'madrigal_edge_requests_total{status="403"} 1',
      'madrigal_edge_sent_bytes_total 111',
      'madrigal_edge_refused_urls_total{reason="url_signature_invalid"} 0',
      'madrigal_edge_refused_urls_total{reason="url_expired"} 1',
    ]);
  });

  it('count jobs, and show the queue as it is when they are read', async () => {
    const metrics = start();
    metrics.onJob({ kind: 'audio.process', outcome: 'done', ms: 2000 });
    expect(await samples(metrics, 'madrigal_jobs_total', 'madrigal_queue')).toEqual([
      'madrigal_queue_waiting{kind="audio.process"} 3',
      'madrigal_queue_waiting{kind="audio.encode"} 0',
      'madrigal_queue_running{kind="audio.process"} 1',
      'madrigal_queue_running{kind="audio.encode"} 0',
      'madrigal_queue_oldest_age_seconds{kind="audio.process"} 12.5',
      'madrigal_queue_dead_letters 2',
      'madrigal_jobs_total{kind="audio.process",outcome="done"} 1',
    ]);
  });

  it('leave the queue out while it cannot be asked', async () => {
    let reachable = true;
    const metrics = start(async () => {
      if (!reachable) throw new Error('no database');
      return figures;
    });
    expect(await samples(metrics, 'madrigal_queue')).toHaveLength(6);
    reachable = false;
    expect(await samples(metrics, 'madrigal_queue')).toEqual([]);
    expect(await samples(metrics, 'madrigal_info', 'madrigal_database')).toEqual([
      'madrigal_info{version="1.2.3"} 1',
      'madrigal_database_connections{state="used"} 2',
      'madrigal_database_connections{state="idle"} 3',
      'madrigal_database_connections{state="waiting"} 1',
    ]);
  });

  it('say how the process does', async () => {
    expect(await samples(start(), 'process_resident_memory_bytes')).toHaveLength(1);
  });
});
