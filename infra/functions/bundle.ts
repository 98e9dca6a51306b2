// `npm run aws:bundle [-- function …]`: the functions as AWS takes them, a folder each.
import { relative } from 'node:path';
import {
  bundleFunction,
  bundlesFolder,
  type FunctionName,
  functionNames,
  sourcesOf,
} from './bundle-functions.ts';

const wanted = process.argv.slice(2) as FunctionName[];
for (const name of wanted.length > 0 ? wanted : functionNames) {
  const { bytes, metafile } = await bundleFunction(name);
  const largest = sourcesOf(metafile).slice(0, wanted.length > 0 ? 25 : 4);
  const parts = largest.map((part) => `${part.name} ${kb(part.bytes)}`).join(', ');
  process.stdout.write(`${name}: ${kb(bytes)} (${parts}, …)\n`);
}
process.stdout.write(`They are in ${relative(process.cwd(), bundlesFolder)}.\n`);

function kb(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
