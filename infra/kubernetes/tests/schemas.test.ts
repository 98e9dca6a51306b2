import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moduleOf } from './kinds.ts';
import {
  chart,
  folder,
  helm,
  installations,
  type Manifest,
  readManifests,
  render,
  valueFlags,
  valuesOf,
} from './render.ts';

const applications = [
  'argocd/app-of-apps.yaml',
  'argocd/apps/madrigal.yaml',
  'argocd/apps/sealed-secrets.yaml',
];

const sets: [string, () => Manifest[]][] = [
  ...installations.map((name): [string, () => Manifest[]] => [
    `the chart, ${name}`,
    () => render(valuesOf(name)),
  ]),
  ['the applications of Argo CD', () => applications.flatMap(readManifests)],
];

describe('helm', () => {
  it.each(installations)('finds no fault with %s values', (name) => {
    expect(helm('lint', '--strict', chart, ...valueFlags(valuesOf(name)))).toContain(
      '0 chart(s) failed',
    );
  });
});

describe.each(sets)('%s', (_, read) => {
  it('fits the schemas of Kubernetes', async () => {
    for (const manifest of read()) {
      const { [manifest.kind]: Model } = await import(moduleOf(manifest));
      expect(() => new Model(manifest).validate(), JSON.stringify(manifest)).not.toThrow();
    }
  });

  it('has no field that Kubernetes does not know', () => {
    expect(typeErrors(read())).toBe('');
  });
});

it('a field that is not known is found', () => {
  const [manifest] = render(valuesOf('small')).filter(({ kind }) => kind === 'Deployment');
  manifest.spec.template.spec.containers[0].readOnlyRootFileSystem = true;
  expect(typeErrors([manifest])).toContain('readOnlyRootFileSystem');
});

const tsconfig = {
  compilerOptions: {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: 'nodenext',
    target: 'es2024',
    types: [],
  },
};

/**
 * Manifests as literals of Kubernetes' types: unlike its JSON schemas, the type checker refuses
 * fields that do not exist.
 */
function typeErrors(manifests: readonly Manifest[]): string {
  const place = join(folder, 'node_modules/.manifests');
  mkdirSync(place, { recursive: true });
  const dir = mkdtempSync(join(place, 'check-'));
  try {
    const lines = manifests.map((manifest, index) => {
      const type = `import(${JSON.stringify(moduleOf(manifest))}).I${manifest.kind}`;
      return `export const m${index}: ${type} = ${JSON.stringify(manifest)};`;
    });
    writeFileSync(join(dir, 'manifests.ts'), lines.join('\n'));
    const tsc = join(
      createRequire(import.meta.url).resolve('typescript/package.json'),
      '../bin/tsc',
    );
    writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify(tsconfig));
    return spawnSync(process.execPath, [tsc, '-p', dir], { encoding: 'utf8' }).stdout;
  } finally {
    rmSync(dir, { recursive: true });
  }
}
