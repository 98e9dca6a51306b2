import type { TokenSource } from '../../../api/token-source.ts';

export interface Credentials {
  email: string;
  password: string;
}

export interface NewPerson extends Credentials {
  name: string;
  /** Token of an invitation, where one was followed. */
  invitation?: string;
}

/** How far somebody has come in; what is missing is done by what the step brings along. */
export type Entry =
  | { kind: 'signed-in' }
  /** A code of an authenticator app or of a text, after the password. */
  | { kind: 'second-step'; give(code: string): Promise<Entry> }
  /** A code that was sent to the address, before the account can be used. */
  | { kind: 'email-code'; give(code: string): Promise<Entry>; sendAgain(): Promise<void> }
  /** The password was made for them by somebody else, and must be their own. */
  | { kind: 'new-password'; set(password: string): Promise<Entry> };

/** What was sent to whoever forgot their password. */
export type Reset =
  | { kind: 'link' }
  | { kind: 'code'; set(code: string, newPassword: string): Promise<void> };

/** A sign-in page of somebody else, and where to be afterwards. */
export interface Way {
  provider: string;
  /** Page to be at afterwards, and where something went wrong. */
  back: string;
  fault: string;
  invitation?: string | null;
}

export interface PhoneNumber {
  /** In the form of E.164. */
  number: string;
  /** False as long as its code was not given. */
  confirmed: boolean;
}

/** The phone number of an account. */
export interface OwnPhone {
  /**
   * What a number is good for: a way in by itself, so that its owner says who they are before one is
   * added, or the step after a password, so that it serves nobody who has none.
   */
  readonly use: 'sign-in' | 'second-step';
  read(): Promise<PhoneNumber | null>;
  /**
   * Sends a code to a number; again where it is called again. The number before stays until that is given.
   * @param confirmation the password or the address of whoever signs in by it
   * @returns false where the number is theirs already, so that there is nothing to confirm
   * @throws ApiError `invalid_request` for what is no number
   */
  begin(number: string, confirmation: string): Promise<boolean>;
  /** @throws ApiError `conflict` where somebody else has the number */
  confirm(number: string, code: string): Promise<void>;
  /** @throws ApiError `conflict` where signing in asks for a code that comes to it */
  remove(): Promise<void>;
}

/**
 * What signing in can do, whoever keeps the accounts. Pages use it without asking who that is.
 * Everything throws ApiError: `invalid_credentials` for what does not fit (also a code),
 * `invalid_request` for a password that is not taken, `too_many_requests`, `network`.
 */
export interface SignInEngine {
  /** What pages offer besides what every engine can do. */
  readonly offers: {
    passkeys: boolean;
    /** Sign-in by a code that comes to a phone. */
    phoneSignIn: boolean;
    /** Turning a second step on and off. */
    twoStep: boolean;
    /** The list of signed-in devices. */
    devices: boolean;
    /** Connecting accounts elsewhere with one's own. */
    connections: boolean;
    invitations: boolean;
    /** Mails have links that confirm an address or lead to a new password; codes otherwise. */
    emailLinks: boolean;
    /** A first password for accounts that have none. */
    firstPassword: boolean;
  };
  /** True where passwords must mix letters, digits and symbols. */
  readonly mixedPasswords: boolean;
  /** True where changing the password signs other devices out. */
  readonly endsOthersByPassword: boolean;
  readonly tokens: TokenSource;
  /** Of the account that is signed in; where the instance sends texts at all. */
  readonly phone: OwnPhone;
  signIn(credentials: Credentials): Promise<Entry>;
  /**
   * Creates an account. Nobody learns whether the address had one before they prove it is theirs.
   * @throws ApiError `invitation_required`, `invalid_token` (invitation), `registration_closed`;
   *   `conflict` from the code of an address that belongs to an account already
   */
  signUp(person: NewPerson): Promise<Entry>;
  askForReset(email: string): Promise<Reset>;
  changePassword(currentPassword: string, newPassword: string): Promise<void>;
  /** False for whoever signs in elsewhere alone. */
  hasPassword(): Promise<boolean>;
  /** Goes to another sign-in page; this page is gone then. */
  leaveFor(way: Way): Promise<void>;
  signOut(): Promise<void>;
  /** Drops what this browser has of a session that the server has ended. */
  forget(): Promise<void>;
}
