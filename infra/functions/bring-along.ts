import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const packages = resolve(import.meta.dirname, '../../packages');
const LOCAL_URL = /new URL\('(\.\/[\w./-]+)', import\.meta\.url\)/g;

/**
 * Files that a module finds beside itself are put beside the bundle, in `folder`: scripts that run in
 * processes of their own as bundles under a name that no other has, for which they are added to `scripts`,
 * all else as it is.
 */
export function bringAlong(
  folder: string,
  scripts: Map<string, string>,
  { migrates }: { migrates: boolean },
): Plugin {
  const placed = async (target: string): Promise<string> => {
    if (target.endsWith('.ts')) {
      const name = relative(packages, target)
        .replace(/\.ts$/, '')
        .replaceAll(/[^\w]+/g, '-');
      scripts.set(name, target);
      return `./${name}.mjs`;
    }
    const name = basename(target);
    await (name === 'migrations' && !migrates ? namesOf : copyOf)(target, join(folder, name));
    return `./${name}${target.endsWith('/') ? '/' : ''}`;
  };
  return {
    name: 'bring-along',
    setup({ onLoad }) {
      onLoad({ filter: /packages\/\w+\/src\/.*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const names = new Map<string, string>();
        for (const [, local = ''] of text.matchAll(LOCAL_URL)) {
          names.set(local, await placed(join(dirname(path), local)));
        }
        if (names.size === 0) return null;
        const contents = text.replace(
          LOCAL_URL,
          (_, local: string) => `new URL('${names.get(local)}', import.meta.url)`,
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}

const copyOf = (from: string, to: string) => cp(from, to, { recursive: true });

/** Functions ask which migrations there are; what they do is for the one that migrates. */
async function namesOf(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) await writeFile(join(to, name), '');
}
