const FRAME_MS = 100;
const REMINDER_MS = 20_000;
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

/**
 * Shows one step of the set-up while `work` runs: a spinner on a terminal, else a line at the
 * start, a reminder now and then, and a line at the end.
 */
export async function step(label, work) {
  const since = Date.now();
  const stop = process.stdout.isTTY ? spin(label, since) : remind(label, since);
  try {
    const result = await work();
    stop();
    console.log(`  ✓ ${label} (${seconds(since)})`);
    return result;
  } catch (error) {
    stop();
    console.log(`  ✗ ${label}`);
    throw error;
  }
}

function spin(label, since) {
  let frame = 0;
  const draw = () => {
    frame = (frame + 1) % frames.length;
    process.stdout.write(`\r\x1b[2K  ${frames[frame]} ${label} … ${seconds(since)}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  draw();
  return () => {
    clearInterval(timer);
    process.stdout.write('\r\x1b[2K');
  };
}

function remind(label, since) {
  console.log(`  · ${label} …`);
  const timer = setInterval(() => console.log(`  · ${label} … ${seconds(since)}`), REMINDER_MS);
  return () => clearInterval(timer);
}
