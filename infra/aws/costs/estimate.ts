import { functionEntries } from '../src/functions.ts';
import { serviceEntries, workerEntries } from '../src/services.ts';
import { tableNames } from '../src/tables.ts';
import { cost, prices, type Tier } from './prices.ts';

export const DAYS = 30;
const HOURS = 730;
/** Bytes of storage and transfer are billed in GiB. */
const GB = 1024 ** 3;

/** What an installation is asked to do in a month. Change a number, run `npm run aws:costs`. */
export interface Usage {
  playsPerDay: number;
  /** Songs of the catalogue, with their renditions. */
  songs: number;
  database: keyof typeof prices.rdsHour;
  databaseGib: number;
  /** Tasks of each of the seven services of containers. */
  tasks: number;
}

/** How people behave, the same at every size. */
export const habits = {
  /** Songs that somebody who comes plays in a day, */
  playsPerPersonPerDay: 20,
  /** and on how many days of a month they come. */
  daysPerPerson: 10,
  /** 3.5 minutes at 256 kbit/s. */
  bytesPerPlay: (3.5 * 60 * 256_000) / 8,
  /** Covers and pages that come along with a song. */
  otherBytesPerPlay: 400_000,
  /** Requests to the edge for each: four ranges of the song, six pictures. */
  edgeRequestsPerPlay: 10,
  /** Requests to the API: the address of the song, the play, lists; and news, every 30 s. */
  apiRequestsPerPlay: 12,
  /** Bytes of an original and its renditions. */
  bytesPerSong: 35e6,
  /** Photos that a person adds in a month, with what is made of them. */
  photosPerPerson: 20,
  bytesPerPhoto: 6e6,
  /** Months of photos that are there. */
  monthsKept: 12,
  slideshowsPerPerson: 0.1,
  /** Of a worker with 4 processors and 8 GiB. */
  minutesPerSlideshow: 5,
  mailsPerPerson: 3,
  /** Part of what people ask for that CloudFront has already. */
  cached: 0.5,
};

/** A function that answers a request: how long, and with how much memory. */
const API_SECONDS = 0.05;
const API_GB = 0.5;
const IMAGE_SECONDS = 4;
const IMAGE_GB = 2;
const LOG_BYTES_PER_REQUEST = 600;
/** Alarms of each composition, those that scale tasks among them (tests/shared.test.ts counts them). */
export const ALARMS = { serverless: 61 + tableNames.length, containers: 50 };
/** Measures that functions write: three of each that answers, four of each kind of job; as if all had something to do. */
const OWN_METRICS = functionEntries.reduce((sum, [, fn]) => {
  if (fn.by === 'http') return sum + 3;
  return fn.by === 'jobs' ? sum + 4 * fn.does.length : sum;
}, 0);
/** About what Container Insights measures of a cluster, and of each service by its name and its family. */
const INSIGHTS_OF_CLUSTER = 13;
const INSIGHTS_OF_SERVICE = 26;
/** Of a service that has no task most of the time: how many there are, want to be, and wait. */
const INSIGHTS_OF_IDLE = 5;
/** Services of containers: those of the API, workers, and the gateway. */
const CONTAINER_SERVICES = serviceEntries.length + workerEntries.length + 1;
const METRICS = {
  serverless: OWN_METRICS + INSIGHTS_OF_CLUSTER + 2 * INSIGHTS_OF_IDLE,
  containers: INSIGHTS_OF_CLUSTER + CONTAINER_SERVICES * INSIGHTS_OF_SERVICE,
};
/** Addresses of the NAT gateway, and of the load balancer in its two zones. */
const ADDRESSES = { serverless: 1, containers: 3 };
const MONTH_SECONDS = DAYS * 24 * 3600;
/** Of calls a second beyond the first, X-Ray takes one of twenty. */
const TRACED = 0.05;
const SWEEPS = DAYS * 24 * 61;
/**
 * A play is four items in one transaction, which counts twice, and three entries of indexes
 * (docs/dynamodb.md).
 */
const WRITES_PER_PLAY = 4 * 2 + 3;
/** A photo is written when it is asked for, arrives, and is ready, each time with its rows. */
const WRITES_PER_PHOTO = 60;
/** A page of 60 songs reads 60 units; most requests read less than five. */
const READS_PER_REQUEST = 15;
/** A song with its rows and words; a play, by id and by time. */
const BYTES_PER_SONG_RECORD = 30_000;
const BYTES_PER_PLAY_RECORD = 700;
const SERVICES = 7;
/** Lambda keeps five pollers at each of ten queues, which wait for 20 s each time. */
const POLLS = (10 * 5 * DAYS * 24 * 3600) / 20;

export interface Line {
  service: string;
  /** The arithmetic, as somebody would write it. */
  how: string;
  usd: number;
}

/** What a composition costs in a month, line by line. */
export function estimate(composition: 'serverless' | 'containers', usage: Usage): Line[] {
  const month = monthOf(usage);
  return composition === 'serverless'
    ? [...shared(usage, month, 'serverless'), ...serverless(usage, month)]
    : [...shared(usage, month, 'containers'), ...containers(usage, month)];
}

export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, { usd }) => sum + usd, 0);
}

/** What happens in a month. */
export function monthOf({ playsPerDay, songs }: Usage) {
  const plays = playsPerDay * DAYS;
  const people = plays / (habits.playsPerPersonPerDay * habits.daysPerPerson);
  const photos = people * habits.photosPerPerson;
  const photoBytes = photos * habits.bytesPerPhoto;
  return {
    plays,
    people,
    photos,
    sentGb: (plays * (habits.bytesPerPlay + habits.otherBytesPerPlay)) / GB,
    edgeRequests: plays * habits.edgeRequestsPerPlay,
    apiRequests: plays * habits.apiRequestsPerPlay,
    storedGb: (songs * habits.bytesPerSong + photoBytes * habits.monthsKept) / GB,
    jobs: photos * 2 + people * habits.mailsPerPerson,
    workerHours: (people * habits.slideshowsPerPerson * habits.minutesPerSlideshow) / 60,
  };
}

type Month = ReturnType<typeof monthOf>;

function line(
  service: string,
  amount: number,
  unit: string,
  price: number | readonly Tier[],
): Line {
  const shown = amount >= 100 ? Math.round(amount).toLocaleString('en-US') : amount.toFixed(1);
  const each = typeof price === 'number' ? ` × $${Number(price.toPrecision(6))}` : ', in tiers';
  return { service, how: `${shown} ${unit}${each}`, usd: cost(amount, price) };
}

function shared(usage: Usage, month: Month, composition: keyof typeof ALARMS): Line[] {
  const nat = HOURS * prices.natHour;
  return [
    line('S3, storage', month.storedGb, 'GB', prices.s3Gb),
    line('S3, writing', month.photos * 8, 'objects', prices.s3Put),
    line('S3, reading', month.edgeRequests * (1 - habits.cached), 'objects', prices.s3Get),
    line('SQS', month.jobs * 4 + POLLS, 'requests', prices.sqsRequest),
    line('SES', month.people * habits.mailsPerPerson, 'mails', prices.sesMail),
    line('RDS, instance', HOURS, `hours of ${usage.database}`, prices.rdsHour[usage.database]),
    line('RDS, storage', usage.databaseGib, 'GB', prices.rdsGb),
    { service: 'NAT gateway', how: `${HOURS} hours × $${prices.natHour}`, usd: nat },
    line('NAT gateway, data', month.jobs * 0.001 + 5, 'GB', prices.natGb),
    line('DynamoDB, slideshows written', month.workerHours * 3600, 'units', prices.dynamoWrite),
    line('Fargate, renders: processors', month.workerHours * 4, 'hours', prices.fargateCpuHour),
    line('Fargate, renders: memory', month.workerHours * 8, 'GB hours', prices.fargateGibHour),
    line('Logs', (month.apiRequests * LOG_BYTES_PER_REQUEST) / GB, 'GB', prices.logGb),
    line('Alarms', ALARMS[composition], 'alarms', prices.alarm),
    line('Metrics', METRICS[composition], 'metrics', prices.metric),
    line('Public addresses', ADDRESSES[composition] * HOURS, 'hours', prices.publicAddressHour),
    line('Route 53', 1, 'zone', prices.hostedZone),
    line('Secrets Manager', 5, 'secrets', prices.secret),
  ];
}

function serverless({ songs }: Usage, month: Month): Line[] {
  const gbSeconds =
    month.apiRequests * API_SECONDS * API_GB + month.photos * IMAGE_SECONDS * IMAGE_GB;
  const writes = month.plays * WRITES_PER_PLAY + month.photos * WRITES_PER_PHOTO;
  const records =
    songs * BYTES_PER_SONG_RECORD + month.plays * habits.monthsKept * BYTES_PER_PLAY_RECORD;
  return [
    line('DynamoDB, plays and photos written', writes, 'units', prices.dynamoWrite),
    line('DynamoDB, reading', month.apiRequests * READS_PER_REQUEST, 'units', prices.dynamoRead),
    line('DynamoDB, storage', records / GB, 'GB', prices.dynamoGb),
    line('CloudFront, data', month.sentGb, 'GB', prices.cloudFrontGb),
    line(
      'CloudFront, requests',
      month.edgeRequests + month.apiRequests,
      'requests',
      prices.cloudFrontRequest,
    ),
    line('CloudFront, functions', month.edgeRequests, 'runs', prices.cloudFrontFunction),
    line('API Gateway', month.apiRequests, 'requests', prices.httpApiRequest),
    line('Lambda, requests', month.apiRequests + month.jobs, 'requests', prices.lambdaRequest),
    line('Lambda, time', gbSeconds, 'GB seconds', prices.lambdaGbSecond),
    line('X-Ray', tracesOf(month.apiRequests + month.jobs + SWEEPS), 'traces', prices.trace),
    line('Cognito', month.people, 'people', prices.cognitoPerson),
  ];
}

function tracesOf(calls: number): number {
  return Math.min(calls, MONTH_SECONDS) + Math.max(0, calls - MONTH_SECONDS) * TRACED;
}

/** Data leaves the load balancer straight to the Internet, at the price of EC2, which is about CloudFront's. */
function containers({ tasks }: Usage, month: Month): Line[] {
  const taskHours = SERVICES * tasks * HOURS;
  return [
    line('Data to the Internet', month.sentGb, 'GB', [
      [100, 0],
      [10_340, 0.09],
      [51_300, 0.085],
      [153_700, 0.07],
      [Number.POSITIVE_INFINITY, 0.05],
    ]),
    line('Fargate, services: processors', taskHours * 0.32, 'hours', prices.fargateCpuHour),
    line('Fargate, services: memory', taskHours, 'GB hours', prices.fargateGibHour),
    line('Fargate, workers: processors', 2 * HOURS * 0.625, 'hours', prices.fargateCpuHour),
    line('Fargate, workers: memory', 2 * HOURS * 1.5, 'GB hours', prices.fargateGibHour),
    line('Load balancer', HOURS, 'hours', prices.balancerHour),
    // A unit takes 1 GB an hour.
    line('Load balancer, load', Math.max(HOURS, month.sentGb), 'units', prices.balancerUnitHour),
  ];
}
