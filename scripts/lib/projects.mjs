import { SetupError } from './setup-error.mjs';

/**
 * Arguments that name the Vitest projects to run: those that were asked for, else all that can run
 * here. Where everything is to be tried, as `CI=true` says, browser tests are never left out.
 */
export function chooseProjects(args, chromium, environment) {
  if (args.some((arg) => arg.startsWith('--project'))) return [];
  if (!chromium && environment.CI === 'true') {
    throw new SetupError(
      'There is no Chromium for the browser tests. Install one or set CHROMIUM_PATH.',
    );
  }
  if (!chromium) {
    console.log(
      'Browser tests are skipped: no Chromium found. Install one or set CHROMIUM_PATH to run them.\n',
    );
  }
  const projects = ['unit', 'acceptance', ...(chromium ? ['browser', 'sound'] : [])];
  return projects.map((project) => `--project=${project}`);
}
