/** One act of an admin, or of somebody at the door, as it was remembered. */
export interface AuditEntry {
  id: string;
  at: Date;
  /** Operation of the contract, or `auth/` and what was asked of the accounts. */
  action: string;
  /** Who did it; null where nobody was signed in. */
  userId: string | null;
  /** What it was done to, by the name of the parameter; never secrets. */
  targets: Readonly<Record<string, string>>;
  /** `done`, or the code it was refused with. */
  outcome: string;
  clientIp: string;
  requestId: string;
}

/** How much there is of what people count. */
export interface InstanceFigures {
  /** Without those in the trash. */
  songs: number;
  albums: number;
  artists: number;
  users: number;
  /** Originals and renditions of all songs, those in the trash included. */
  libraryBytes: number;
}
