import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Files of `public` by their addresses. */
function publicFiles(folder: string): { path: string; bytes: Uint8Array }[] {
  return readdirSync(folder).map((name) => ({
    path: `/${name}`,
    bytes: readFileSync(`${folder}/${name}`),
  }));
}

/** Chunks that most instances never need: the service worker does not fetch them beforehand. */
const forSome = /user-pool\/amplify\.ts$/;

function isForSome(file: { type: string; facadeModuleId?: string | null }): boolean {
  return file.type === 'chunk' && forSome.test(file.facadeModuleId ?? '');
}

/**
 * Tells the service worker what the app consists of, and by which version: a hash of all names, which
 * hold hashes of their files, of the page, and of what lies in `public`.
 */
export function shellPlugin(worker: string): Plugin {
  let publicDir = '';
  return {
    name: 'madrigal-shell',
    apply: 'build',
    configResolved: (config) => {
      publicDir = config.publicDir;
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hash = createHash('sha256');
        const given = publicFiles(publicDir);
        for (const { bytes } of given) hash.update(bytes);
        const page = bundle['index.html'];
        if (page?.type === 'asset') hash.update(page.source);
        const made = Object.values(bundle)
          .filter(({ fileName }) => fileName.startsWith('assets/'))
          .filter((file) => !isForSome(file))
          .map(({ fileName }) => fileName)
          .sort();
        hash.update(made.join());
        const code = bundle[worker];
        if (code?.type !== 'chunk') throw new Error(`The build made no ${worker}.`);
        hash.update(code.code);
        const files = ['/', ...given.map(({ path }) => path), ...made.map((name) => `/${name}`)];
        const shell = JSON.stringify({ version: hash.digest('hex').slice(0, 12), files });
        code.code = `const __SHELL__ = ${shell};\n${code.code}`;
      },
    },
  };
}
