/** The photo or video of a slot cannot be decoded. */
export class BrokenSlotError extends Error {
  readonly slot: number;

  constructor(slot: number, cause: unknown) {
    super(`Slot ${slot} cannot be decoded.`, { cause });
    this.name = 'BrokenSlotError';
    this.slot = slot;
  }
}
