// Loaded for its effect: when the process that started this one (npm, or the launcher) is killed
// without a chance to say so, Madrigal stops instead of holding port and data in the background.
const LOOK_MS = 500;

const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
}, LOOK_MS);
timer.unref();
