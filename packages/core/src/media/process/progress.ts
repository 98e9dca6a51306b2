const STEP_PERCENT = 5;

/**
 * Passes progress on one report at a time and only when it moved by 5 percent or to another
 * step, so that a fast decoder does not flood the store. Awaiting a report waits until it, and
 * all before it, were passed on; a failed one fails the next await.
 */
export function createProgress<Step extends string>(
  pass: (step: Step, percent: number) => Promise<void>,
): (step: Step, percent: number) => Promise<void> {
  let last = { step: '', percent: 0 };
  let passing: Promise<void> = Promise.resolve();
  return (step, percent) => {
    const whole = Math.min(100, Math.max(0, Math.floor(percent)));
    if (step === last.step && whole < last.percent + STEP_PERCENT) return passing;
    last = { step, percent: whole };
    passing = passing.then(() => pass(step, whole));
    passing.catch(() => {}); // seen by whoever awaits the next report
    return passing;
  };
}
