import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { relative } from 'node:path';

interface Profile {
  nodes: { id: number; callFrame: { url: string; lineNumber: number; columnNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

/**
 * Milliseconds of processor time by package, most first, from a profile of V8 and the map of the one file
 * that was loaded. What has no place in it (reading, compiling, collecting garbage) is Node's.
 */
export function timeByPackage(
  profileFile: string,
  mapFile: string,
): { name: string; ms: number }[] {
  const profile: Profile = JSON.parse(readFileSync(profileFile, 'utf8'));
  const map = new SourceMap(JSON.parse(readFileSync(mapFile, 'utf8')));
  const names = new Map(
    profile.nodes.map(({ id, callFrame }) => {
      const isOurs = callFrame.url.endsWith('/index.mjs');
      const entry = isOurs ? map.findEntry(callFrame.lineNumber, callFrame.columnNumber) : null;
      return [
        id,
        entry && 'originalSource' in entry ? packageOf(String(entry.originalSource)) : 'Node',
      ];
    }),
  );
  const sums = new Map<string, number>();
  for (const [index, id] of profile.samples.entries()) {
    const name = names.get(id) ?? 'Node';
    sums.set(name, (sums.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
  }
  return [...sums].map(([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
}

function packageOf(source: string): string {
  const ofNpm = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
  return ofNpm ?? /packages\/[^/]+/.exec(source)?.[0] ?? relative(process.cwd(), source);
}
