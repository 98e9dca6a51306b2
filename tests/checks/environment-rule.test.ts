import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const readsEnvironment =
  /\bprocess\s*\??\.\s*env\b|\bprocess\s*\[|\benv\b[^;=]*=\s*process\b|from '(node:)?process'|import\.meta\.env\b(?!\.(PROD|DEV)\b)/;

async function sourceFiles(): Promise<string[]> {
  const files = [];
  for await (const path of glob('{packages/*,apps/*}/src/**/*.{ts,tsx}', { cwd: root })) {
    if (!/\.test\.tsx?$|\/testing\//.test(path)) files.push(path);
  }
  return files;
}

describe('the environment', () => {
  it.each([
    'const port = process.env.PORT;',
    "const port = process?.env['PORT'];",
    'const { env } = process;',
    "import { env } from 'node:process';",
    "const port = process['env'].PORT;",
    'const base = import.meta.env.VITE_API;',
  ])('is recognised when read as %s', (line) => {
    expect(line).toMatch(readsEnvironment);
  });

  it('is not how the app was built', () => {
    expect('if (import.meta.env.PROD) start();').not.toMatch(readsEnvironment);
  });

  it('is read in the configuration of the server alone', async () => {
    const files = await sourceFiles();
    expect(files.length).toBeGreaterThan(50);
    const readers = files.filter(
      (path) =>
        !path.startsWith('packages/server/src/config/') &&
        readsEnvironment.test(readFileSync(resolve(root, path), 'utf8')),
    );
    expect(readers).toEqual([]);
  });
});
