// Installs the commit hooks (lefthook.yml) when this is a git checkout of a person.
// It never fails an install: hooks are a convenience, CI checks the same things.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('.git') && !process.env.CI) {
  spawnSync('npx', ['--no-install', 'lefthook', 'install'], { stdio: 'ignore' });
}
