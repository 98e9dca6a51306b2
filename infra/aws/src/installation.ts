import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

const DAY_CHOICES = [1, 3, 5, 7, 14, 30, 60, 90, 180, 365] as const;

/** What one installation says of itself; everything else follows from it. */
const Installation = z.strictObject({
  /** How everything of it is named, so that several fit into one account. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,20}$/)
    .default('madrigal'),
  composition: z.enum(['serverless', 'containers']),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** Unset, the account that is signed in when deploying. */
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** Host name that people use. */
  domain: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/),
  /** Hosted zone of Route 53 that the name is in. */
  hostedZone: z.strictObject({ id: z.string().min(1), name: z.string().min(3) }),
  /** Whom alarms and the budget write to. */
  alarmEmail: z.email(),
  /** Sender of mails; its domain is made an identity of SES. */
  mailFrom: z.string().min(3),
  budgetUsd: z.number().positive(),
  /**
   * Who signs people in where there are no servers. API Gateway cannot check tokens of
   * Madrigal's own, so that functions alone do.
   */
  accounts: z.enum(['cognito', 'better-auth']).default('cognito'),
  /** Identity providers that somebody added to the user pool, by its names, for pages to offer. */
  signInProviders: z.array(z.string().regex(/^[^,]{1,32}$/)).default([]),
  registration: z.enum(['open', 'invite', 'closed']).default('invite'),
  /** Whether people may confirm phone numbers by text message (SNS), and the user pool may send codes by it. */
  sms: z.boolean().default(false),
  /** Keep data when the stack is destroyed. */
  keepData: z.boolean().default(true),
  logDays: z.literal(DAY_CHOICES).default(30),
  /** Requests per second that the gateway takes, and in bursts. */
  throttle: z
    .strictObject({ perSecond: z.int().positive(), burst: z.int().positive() })
    .default({ perSecond: 200, burst: 400 }),
  /** Image of the server for containers, by digest where it should not move. */
  image: z.string().default('ghcr.io/madrigal-media/madrigal:latest'),
  /**
   * Where uploaded videos are made into streams: `workers` take any length and a minute to start,
   * `functions` start at once and give up after a quarter of an hour.
   */
  videosBy: z.enum(['workers', 'functions']).default('workers'),
  /** Most Fargate tasks that render at once; each does one video at a time. */
  renderTasks: z.int().min(1).max(100).default(4),
  database: z
    .strictObject({
      /** Class of the instance, such as `t4g.small`. */
      instance: z
        .string()
        .regex(/^[a-z0-9]+\.[a-z0-9]+$/)
        .default('t4g.micro'),
      /** With a standby, and a NAT gateway, in another zone: twice the price. */
      multiAz: z.boolean().default(false),
      gib: z.int().min(20).max(65_536).default(20),
      backupDays: z.int().min(1).max(35).default(7),
    })
    .prefault({}),
  /** Tasks of each service, for the composition of containers. */
  tasks: z
    .strictObject({ min: z.int().min(1).default(1), max: z.int().min(1).default(6) })
    .prefault({}),
});

export type Installation = z.infer<typeof Installation> & {
  /** Public keys in PEM that signed URLs are honoured by, oldest first; the last one signs. */
  publicKeys: readonly PublicKey[];
};

export interface PublicKey {
  /** File name without its end, such as `2027-01`: the name of the key in CloudFront. */
  name: string;
  pem: string;
}

/** Checks what an installation says. @throws ZodError that names what is wrong */
export function parseInstallation(
  text: unknown,
  publicKeys: readonly PublicKey[] = [],
): Installation {
  return { ...Installation.parse(text), publicKeys };
}

/** An installation from its file; its public keys lie beside it in `NAME.keys`. */
export function readInstallation(path: string): Installation {
  const folder = join(dirname(path), `${basename(path, '.json')}.keys`);
  return parseInstallation(JSON.parse(readFileSync(path, 'utf8')), readPublicKeys(folder));
}

function readPublicKeys(folder: string): PublicKey[] {
  return filesIn(folder)
    .filter((file) => file.endsWith('.pem'))
    .sort()
    .map((file) => ({
      name: basename(file, '.pem'),
      pem: readFileSync(join(folder, file), 'utf8'),
    }));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
