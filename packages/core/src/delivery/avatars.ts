import { createHash } from 'node:crypto';
import type { CoverScaler } from './covers.ts';
import { drawInitials } from './initials.ts';

export interface Avatar {
  /** The same for the same picture, as an entity tag without quotes. */
  tag: string;
  /** PNG. Drawn when asked for. */
  read(): Promise<Uint8Array>;
}

/** Pictures of people. Accounts have none of their own, so these are drawn from their names. */
export function createAvatars({ scaler }: { scaler: Pick<CoverScaler, 'draw'> }) {
  return {
    of: (person: { id: string; name: string }): Avatar => {
      const svg = drawInitials(person);
      const tag = createHash('sha256').update(svg).digest('base64url');
      return { tag, read: () => scaler.draw(svg) };
    },
  };
}

export type Avatars = ReturnType<typeof createAvatars>;
