const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A terminal and the process that started us may both pass the same Ctrl-C on. */
const SAME_SIGNAL_MS = 1000;
const INTERRUPTED = 130;

/** Resolves with the first signal to stop; a later one ends the process at once. */
export function firstSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt = 0;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        firstAt ||= Date.now();
        if (Date.now() - firstAt > SAME_SIGNAL_MS) process.exit(INTERRUPTED);
        resolve();
      });
    }
  });
}
