import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { estimate, habits, monthOf, total } from './estimate.ts';
import { guide, withTables } from './guide.ts';
import { cost, prices } from './prices.ts';
import { sizes } from './table.ts';

const [small, , large] = sizes as [(typeof sizes)[0], (typeof sizes)[0], (typeof sizes)[0]];

describe('arithmetic', () => {
  it('takes each tier for what lies in it', () => {
    expect(cost(1000, prices.cloudFrontGb)).toBe(0);
    // 1 TiB is free, 9 TiB cost $0.085 each GB, the last one $0.08.
    expect(cost(10_241, prices.cloudFrontGb)).toBeCloseTo(9216 * 0.085 + 0.08, 6);
    expect(cost(2_000_000, prices.lambdaRequest)).toBeCloseTo(0.2, 6);
    expect(cost(3, 0.5)).toBe(1.5);
  });

  it('follows from plays', () => {
    const month = monthOf(large);
    expect(month.plays).toBe(30_000_000);
    expect(month.people).toBe(150_000);
    // 3.5 min × 60 s × 32,000 bytes + 400,000 bytes, 30 million times.
    expect(month.sentGb).toBeCloseTo((30e6 * 7_120_000) / 1024 ** 3, 3);
    expect(month.apiRequests).toBe(30e6 * habits.apiRequestsPerPlay);
  });

  it('comes to the sum of its lines, none of them negative or lost', () => {
    for (const size of sizes) {
      for (const composition of ['serverless', 'containers'] as const) {
        const lines = estimate(composition, size);
        for (const { service, usd } of lines) {
          expect(Number.isFinite(usd) && usd >= 0, service).toBe(true);
        }
        expect(total(lines)).toBeCloseTo(
          lines.map(({ usd }) => usd).reduce((a, b) => a + b),
          6,
        );
      }
    }
  });

  it('is checked by hand for a hundred plays a day', () => {
    const of = (service: string) =>
      estimate('serverless', small).find((line) => line.service === service)?.usd;
    expect(of('API Gateway')).toBeCloseTo((100 * 30 * 12) / 1e6, 6);
    expect(of('RDS, instance')).toBeCloseTo(730 * 0.016, 6);
    expect(of('NAT gateway')).toBeCloseTo(32.85, 6);
    expect(of('CloudFront, data')).toBe(0);
    expect(of('Public addresses')).toBeCloseTo(730 * 0.005, 6);
    // Eight functions that answer, nine kinds of jobs: 24 + 36, and about 23 of workers; ten are free.
    expect(of('Metrics')).toBeCloseTo((24 + 36 + 23 - 10) * 0.3, 6);
    // Fewer than a call a second: each is traced; 100,000 are free.
    expect(of('X-Ray')).toBe(0);
    // 3,000 plays of 11 units, 15 people with 20 photos of 60 units each.
    expect(of('DynamoDB, plays and photos written')).toBeCloseTo(
      (3000 * 11 + 15 * 20 * 60) * 0.625e-6,
      9,
    );
    expect(of('S3, storage')).toBeCloseTo(
      ((5000 * 35e6 + 15 * 20 * 6e6 * 12) / 1024 ** 3) * 0.023,
      6,
    );
  });
});

it('the guide has what is worked out (npm run aws:costs)', () => {
  const text = readFileSync(guide, 'utf8');
  expect(withTables(text)).toBe(text);
});
