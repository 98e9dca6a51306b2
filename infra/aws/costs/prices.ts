/**
 * On-demand list prices of us-east-1 in USD, as AWS's price pages had them in mid 2025
 * (https://aws.amazon.com/pricing/, each service's own page). Written down by hand, not fetched: look
 * them up before you rely on one. Without tax, without the first year's free tier, with what is always free.
 */
export const pricesAsOf = '2025-06';
export const pricesRegion = 'us-east-1';

/** A price that falls with the amount: `upTo` in units, the last one has no end. */
export type Tier = readonly [upTo: number, usd: number];

export const prices = {
  cloudFrontGb: [
    [1_024, 0],
    [10_240, 0.085],
    [51_200, 0.08],
    [153_600, 0.06],
    [512_000, 0.04],
    [1_048_576, 0.03],
    [Number.POSITIVE_INFINITY, 0.025],
  ],
  cloudFrontRequest: [
    [10_000_000, 0],
    [Number.POSITIVE_INFINITY, 0.01 / 10_000],
  ],
  cloudFrontFunction: [
    [2_000_000, 0],
    [Number.POSITIVE_INFINITY, 0.1 / 1e6],
  ],
  httpApiRequest: [
    [300_000_000, 1 / 1e6],
    [Number.POSITIVE_INFINITY, 0.9 / 1e6],
  ],
  lambdaRequest: [
    [1_000_000, 0],
    [Number.POSITIVE_INFINITY, 0.2 / 1e6],
  ],
  lambdaGbSecond: [
    [400_000, 0],
    [Number.POSITIVE_INFINITY, 0.0000166667],
  ],
  s3Gb: [
    [51_200, 0.023],
    [512_000, 0.022],
    [Number.POSITIVE_INFINITY, 0.021],
  ],
  s3Put: 0.005 / 1000,
  s3Get: 0.0004 / 1000,
  sqsRequest: [
    [1_000_000, 0],
    [Number.POSITIVE_INFINITY, 0.4 / 1e6],
  ],
  dynamoWrite: 0.625 / 1e6,
  dynamoRead: 0.125 / 1e6,
  /** Kept, and restorable to any second. */
  dynamoGb: 0.25 + 0.2,
  cognitoPerson: [
    [10_000, 0],
    [Number.POSITIVE_INFINITY, 0.015],
  ],
  sesMail: 0.1 / 1000,
  fargateCpuHour: 0.04048,
  fargateGibHour: 0.004445,
  natHour: 0.045,
  natGb: 0.045,
  balancerHour: 0.0225,
  balancerUnitHour: 0.008,
  rdsHour: { 't4g.micro': 0.016, 't4g.small': 0.032, 'm7g.large': 0.168, 'm7g.2xlarge': 0.672 },
  rdsGb: 0.115,
  logGb: 0.5,
  alarm: [
    [10, 0],
    [Number.POSITIVE_INFINITY, 0.1],
  ],
  /** Of our own, and of Container Insights; ten are free. */
  metric: [
    [10, 0],
    [10_000, 0.3],
    [250_000, 0.1],
    [Number.POSITIVE_INFINITY, 0.05],
  ],
  trace: [
    [100_000, 0],
    [Number.POSITIVE_INFINITY, 5 / 1e6],
  ],
  publicAddressHour: 0.005,
  hostedZone: 0.5,
  secret: 0.4,
} as const;

/** What an amount costs by a price or by its tiers. */
export function cost(amount: number, price: number | readonly Tier[]): number {
  if (typeof price === 'number') return amount * price;
  let sum = 0;
  let below = 0;
  for (const [upTo, usd] of price) {
    if (amount <= below) break;
    sum += (Math.min(amount, upTo) - below) * usd;
    below = upTo;
  }
  return sum;
}
