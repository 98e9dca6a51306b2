import type { MailMessage, RenditionFormat, SmsMessage } from '@madrigal/contract';

/** What there is to do, by kind. Payloads are JSON, small and carry a version. */
export interface JobPayloads {
  /** A completed upload waits to be sniffed and sent to its processor. */
  'media.dispatch': { v: 1; uploadId: string };
  /** An audio file becomes a song. */
  'audio.process': { v: 1; uploadId: string };
  /** A song gets one more rendition. */
  'audio.encode': { v: 1; songId: string; format: RenditionFormat };
  /** A raw object is made into what is shown of a photo. */
  'image.process': { v: 1; mediaId: string };
  /** The same of a video. */
  'video.process': { v: 1; mediaId: string };
  /** The objects of items that were removed for good wait to be deleted, whosever they were. */
  'media.clear': { v: 1 };
  /** A folder of the server is imported. */
  'library.import': { v: 1; importId: string };
  /** A slideshow waits to be rendered. */
  'slideshow.render': { v: 1; slideshowId: string };
  /** The same for a quick try: its owner sits in front of it. */
  'slideshow.preview': { v: 1; slideshowId: string };
  /** A written mail waits to be delivered. */
  'mail.send': { v: 1; message: MailMessage };
  /** A text to a phone waits to be delivered. */
  'sms.send': { v: 1; message: SmsMessage };
}

export type JobKind = keyof JobPayloads;

export const jobKinds = [
  'media.dispatch',
  'audio.process',
  'audio.encode',
  'image.process',
  'video.process',
  'media.clear',
  'library.import',
  'slideshow.render',
  'slideshow.preview',
  'mail.send',
  'sms.send',
] as const satisfies readonly JobKind[];

export interface NewJob<K extends JobKind = JobKind> {
  kind: K;
  payload: JobPayloads[K];
  /**
   * While a job of this kind with the same key waits or runs, sending another one does nothing.
   * An engine that cannot know (SQS standard) may let it through: handlers are idempotent.
   */
  dedupeKey: string;
  /**
   * Whom it is done for. Groups whose jobs of a kind wait take turns, so that a hundred jobs of one
   * do not keep the only one of another waiting. Absent: in the order they came.
   */
  group?: string;
  /** Earliest start, in seconds from now. */
  delaySeconds?: number;
}

/** The sending side of the queue. */
export interface JobSender {
  send<K extends JobKind>(job: NewJob<K>): Promise<void>;
}

/** A job handed to one worker, until its lease runs out. */
export interface LeasedJob {
  id: string;
  kind: JobKind;
  /** As sent, after a JSON round trip; the runner parses it. */
  payload: unknown;
  /** 1 on the first delivery; those that were given back do not count. */
  attempt: number;
  /** As sent. */
  group: string | null;
  /** Handle of this lease; void once it ran out. */
  receipt: string;
}

export interface DeadJob {
  id: string;
  kind: JobKind;
  payload: unknown;
  reason: string;
  diedAt: Date;
}

/**
 * The receiving side: at least once, in no strict order. A job whose lease runs out is handed
 * out again; after `maxAttempts` deliveries that were not completed it becomes a dead letter.
 */
export interface JobSource {
  /** Up to `max` jobs of these kinds that are due, each leased for `leaseSeconds`; [] when none. */
  lease(kinds: readonly JobKind[], max: number, leaseSeconds: number): Promise<LeasedJob[]>;
  /** Prolongs a lease by `leaseSeconds` from now. @throws conflict when it is no longer held */
  extend(job: LeasedJob, leaseSeconds: number): Promise<void>;
  /** The job is done. Repeating it, or doing it after the lease was lost, changes nothing. */
  complete(job: LeasedJob): Promise<void>;
  /**
   * The attempt failed: the job becomes due again after `delaySeconds`, or a dead letter with
   * `reason` when no attempt is left. Without effect after the lease was lost.
   */
  fail(job: LeasedJob, reason: string, delaySeconds: number): Promise<void>;
  /**
   * Gives a job back that is not to blame, because its worker stops: it is due at once, and this
   * delivery does not count. Without effect after the lease was lost.
   */
  release(job: LeasedJob): Promise<void>;
  /** Ends a job as a dead letter without further attempts. */
  bury(job: LeasedJob, reason: string): Promise<void>;
  /** Dead letters, newest first. */
  listDead(limit: number): Promise<DeadJob[]>;
  /** Sends a dead letter again with all attempts. @throws not_found */
  revive(deadJobId: string): Promise<void>;
  /** How full the queue is about now. */
  measure(): Promise<QueueFigures>;
}

export interface QueueFigures {
  /** Every kind once. */
  kinds: {
    kind: JobKind;
    /** Jobs that are due, and those that will be. */
    waiting: number;
    /** Jobs that are leased. */
    running: number;
    /** How long the oldest job has been due; null when none is, or the engine cannot know. */
    oldestAgeSeconds: number | null;
  }[];
  /** Dead letters of all kinds. */
  dead: number;
}

/** Deliveries before a job becomes a dead letter. */
export const MAX_ATTEMPTS = 5;
