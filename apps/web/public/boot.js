// Runs before the first paint and before any module, which an inline script may not do here.
(() => {
  // The content security policy forbids eval; without this zod would try it and be reported.
  globalThis.__zod_globalConfig = { jitless: true };
  try {
    const theme = localStorage.getItem('madrigal.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is blocked: the system's preference decides.
  }
})();
