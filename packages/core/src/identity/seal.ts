import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps small secrets that must be read again: AES-256-GCM (NIST SP 800-38D) with a random nonce, by
 * a key of the instance. What was sealed for one owner cannot be opened for another.
 */
export interface Sealer {
  seal(text: string, owner: string): Buffer;
  /** Null where it was changed, or sealed by another key or for another owner. */
  open(sealed: Buffer, owner: string): string | null;
}

/** @param secret random text of at least 32 characters */
export function createSealer(secret: string): Sealer {
  const key = createHash('sha256').update(`madrigal sealing ${secret}`).digest();
  return {
    seal: (text, owner) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed, owner) => {
      try {
        const tagEnd = NONCE_BYTES + TAG_BYTES;
        const nonce = sealed.subarray(0, NONCE_BYTES);
        const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(owner))
          .setAuthTag(sealed.subarray(NONCE_BYTES, tagEnd));
        return decipher.update(sealed.subarray(tagEnd), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}
