/** A number in shared memory that only rises: threads wait for each other with it. */
export interface Counter {
  /** Sets it and wakes who waits for it. */
  set(value: number): void;
  /** Blocks this thread until it is at least this. */
  wait(least: number): void;
  /** Resolves once it is at least this; for the main thread, which must not block. */
  reach(least: number): Promise<void>;
}

export function counterAt(memory: WebAssembly.Memory, address: number): Counter {
  const cell = new Int32Array(memory.buffer, address, 1);
  return {
    set(value) {
      Atomics.store(cell, 0, value);
      Atomics.notify(cell, 0);
    },
    wait(least) {
      for (let now = Atomics.load(cell, 0); now < least; now = Atomics.load(cell, 0)) {
        Atomics.wait(cell, 0, now);
      }
    },
    async reach(least) {
      for (let now = Atomics.load(cell, 0); now < least; now = Atomics.load(cell, 0)) {
        await Atomics.waitAsync(cell, 0, now).value;
      }
    },
  };
}
