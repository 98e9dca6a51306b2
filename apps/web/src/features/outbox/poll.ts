/** How often the outbox is read anew. */
export const POLL_MS = 5000;
