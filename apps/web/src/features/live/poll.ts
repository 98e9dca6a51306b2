/** What asking again depends on. */
export interface PollDeps {
  /** Settles after the time, or earlier when there is a reason to ask sooner. Rejects when aborted. */
  wait(ms: number, signal: AbortSignal): Promise<'over' | 'sooner'>;
  /** Settles as soon as somebody can see the page. */
  untilVisible(signal: AbortSignal): Promise<void>;
  /** Fetches what is shown again; true where something had changed. */
  ask(): Promise<boolean>;
}

const QUICKEST_MS = 3000;
const SLOWEST_MS = 30_000;
const SLOWER = 1.5;

/**
 * Asks the server again and again what changed, where it cannot tell by itself: quickly while things
 * move, and ever more slowly, down to twice a minute, while nothing does. A page nobody sees asks nothing.
 */
export async function poll(deps: PollDeps, signal: AbortSignal): Promise<void> {
  let pauseMs = QUICKEST_MS;
  while (!signal.aborted) {
    try {
      const ended = await deps.wait(pauseMs, signal);
      await deps.untilVisible(signal);
      if (signal.aborted) return;
      const changed = await deps.ask();
      pauseMs =
        changed || ended === 'sooner' ? QUICKEST_MS : Math.min(pauseMs * SLOWER, SLOWEST_MS);
    } catch {
      pauseMs = SLOWEST_MS;
    }
  }
}
