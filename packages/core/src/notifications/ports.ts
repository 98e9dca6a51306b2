import type { MailMessage, ServerEvent, SmsMessage } from '@madrigal/contract';

/** Who is told: one user, or everyone who is signed in. */
export type Audience = { userId: string } | 'everyone';

export interface PublishedEvent {
  /** Names the event's place in the order, for {@link EventBus.subscribe}. Opaque. */
  id: string;
  event: ServerEvent;
}

export type EventListener = (published: PublishedEvent) => void;

/** Tells open pages what changed. Best effort: whoever was away too long is told to resync. */
export interface EventBus {
  publish(audience: Audience, event: ServerEvent): Promise<void>;
  /**
   * Calls `listener` for every event that concerns the user, in order, until the answered function
   * is called. With `afterId` it starts with the ones published since that event; when these are
   * not remembered any more, with a `resync`.
   */
  subscribe(userId: string, afterId: string | null, listener: EventListener): Promise<() => void>;
  /** Forgets what was published to this user alone; whoever resumes is told it as little as others. */
  forgetUser(userId: string): Promise<void>;
}

/** Delivers written mails. */
export interface MailSender {
  /**
   * Sends a mail; the same id again changes nothing, or reaches the reader with the same
   * `Message-ID`, which mail programs show once.
   * @throws unavailable when it may work later, invalid_request when it never will
   */
  send(message: MailMessage): Promise<void>;
}

/** A mail that was kept instead of sent. */
export interface KeptMail extends MailMessage {
  sentAt: Date;
}

/** Mails of the engine that keeps them. */
export interface MailOutbox {
  /** Newest first. */
  list(limit: number): Promise<KeptMail[]>;
  /** Forgets what went to an address, in any case; nothing is no error. */
  deleteMailsTo(email: string): Promise<void>;
}

/** Delivers texts to phones. */
export interface SmsSender {
  /**
   * Sends a text; the same id again changes nothing.
   * @throws unavailable when it may work later, invalid_request when it never will
   */
  send(message: SmsMessage): Promise<void>;
}

/**
 * Remembers which messages went out, for engines that would send one again when they are told again:
 * queues deliver more than once.
 */
export interface SentMessages {
  /**
   * Calls `send` unless a message of this id went out. Whoever comes while another one is at it waits;
   * where that one fails or dies, the next one sends. Rejects with what `send` rejects with.
   * @throws unavailable
   */
  once(id: string, send: () => Promise<void>): Promise<void>;
  /** Forgets messages that went out before. */
  forgetBefore(time: Date): Promise<void>;
}

/** A text that was kept instead of sent. */
export interface KeptText extends SmsMessage {
  sentAt: Date;
}

/** Texts of the engine that keeps them. */
export interface TextOutbox {
  /** Newest first. */
  list(limit: number): Promise<KeptText[]>;
  /** Forgets what went to a number; nothing is no error. */
  deleteTextsTo(phoneNumber: string): Promise<void>;
}
