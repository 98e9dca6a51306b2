import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLACEHOLDER } from '../src/assets.ts';

/** What stands in for something that was not built, in sentences. Nothing of it may be deployed. */
export function placeholdersIn(cloudAssembly: string): string[] {
  const files = readdirSync(cloudAssembly).filter((file) =>
    /manifest\.json$|\.metadata\.json$/.test(file),
  );
  const found = files.flatMap((file) =>
    collect(JSON.parse(readFileSync(join(cloudAssembly, file), 'utf8'))),
  );
  return [...new Set(found)];
}

function collect(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, data } = value as { type?: unknown; data?: unknown };
  if (type === PLACEHOLDER) return [String(data)];
  return Object.values(value).flatMap(collect);
}
