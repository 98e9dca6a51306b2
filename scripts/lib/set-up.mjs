import { dependenciesReady, installDependencies } from './dependencies.mjs';
import { checkLauncherNode } from './node-runtime.mjs';
import { step } from './progress.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { buildWebApp, webAppReady } from './web-app.mjs';

/** Installs and builds what is missing; silent and quick when nothing is. */
export async function setUp() {
  checkLauncherNode();
  if (dependenciesReady() && webAppReady()) return;
  console.log('Setting up Madrigal');
  await withSetupLock(async (nameInstaller) => {
    if (!dependenciesReady()) {
      await step('Installing dependencies', () => installDependencies(nameInstaller));
    }
    if (!webAppReady()) await step('Building the web app', buildWebApp);
  });
}
