import { createHash } from 'node:crypto';

/** Hex SHA-256 of bytes as they come. */
export async function hashBytes(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
