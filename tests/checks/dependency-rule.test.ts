import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseResult, type IResolveOptions } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const configPath: string = resolve(root, '.dependency-cruiser.mjs');
const { default: config } = (await import(configPath)) as {
  default: { forbidden: { name: string }[]; options: { enhancedResolveOptions: object } };
};

async function cruiseFolder(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { enhancedResolveOptions, ...options } = config.options;
  const report = await cruise(
    folders,
    { ...options, baseDir, validate: true, ruleSet: { forbidden: config.forbidden } } as object,
    enhancedResolveOptions as Partial<IResolveOptions>,
  );
  return report.output as ICruiseResult;
}

/** One file per rule that breaks it: [file, what it imports, the rule]. */
const violations: [file: string, imports: string, rule: string][] = [
  ['packages/contract/src/a.ts', 'vitest', 'contract-needs-zod-only'],
  ['packages/contract/src/b.ts', '../../core/src/catalog/index.ts', 'contract-needs-zod-only'],
  ['packages/core/src/catalog/a.ts', 'pg', 'core-has-no-sdk'],
  ['packages/core/src/catalog/b.ts', 'node:http', 'core-has-no-sdk'],
  ['packages/core/src/catalog/c.ts', '@madrigal/adapters/blobs/disk', 'core-has-no-sdk'],
  ['packages/core/src/catalog/a.test.ts', 'pg', 'core-tests-have-no-sdk'],
  ['packages/core/src/catalog/d.ts', '../media/upload/model.ts', 'core-module-through-its-index'],
  ['packages/core/src/media/process/a.ts', '../upload/model.ts', 'core-module-through-its-index'],
  [
    'packages/server/src/http/a.ts',
    '../../../core/src/media/upload/model.ts',
    'core-from-outside-through-its-index',
  ],
  [
    'packages/adapters/src/blobs/disk/a.ts',
    '../../../../server/src/config/index.ts',
    'adapters-import-ports-and-sdks',
  ],
  [
    'packages/adapters/src/jobs/queue/b.test.ts',
    '../../../../server/src/config/index.ts',
    'adapters-tests-import-fixtures-too',
  ],
  ['packages/adapters/src/blobs/disk/b.ts', '../../jobs/queue/index.ts', 'adapters-ports-apart'],
  ['packages/adapters/src/blobs/disk/c.ts', '../bucket/index.ts', 'adapters-ports-apart'],
  [
    'packages/adapters/src/blobs/disk/a.test.ts',
    '../../jobs/queue/index.ts',
    'adapters-test-ports-apart',
  ],
  [
    'packages/server/src/http/b.ts',
    '@madrigal/adapters/blobs/disk',
    'server-parts-know-no-adapter',
  ],
  [
    'packages/server/src/edge/a.ts',
    '@madrigal/adapters/blobs/disk',
    'server-parts-know-no-adapter',
  ],
  ['packages/server/src/jobs/a.ts', '../compose/index.ts', 'server-parts-know-no-adapter'],
  ['packages/server/src/config/a.ts', '@madrigal/adapters/blobs/disk', 'config-knows-no-engine'],
  ['packages/server/src/compose/a.ts', '../entry/main.ts', 'compose-is-below-entry'],
  ['apps/web/src/app/a.ts', '@madrigal/core/catalog', 'web-imports-the-contract-only'],
  ['apps/web/src/ui/a.tsx', '../features/index.ts', 'web-ui-is-the-bottom'],
  ['apps/web/src/features/a.tsx', '../app/index.ts', 'web-features-below-app'],
  ['infra/aws/src/a.ts', '../../../packages/server/src/http/index.ts', 'infra-knows-settings-only'],
  ['tests/acceptance/a.test.ts', '@madrigal/core/catalog', 'acceptance-is-a-black-box'],
  ['tests/browser/a.test.ts', '../../apps/web/src/ui/index.ts', 'acceptance-is-a-black-box'],
  ['tests/fixtures/a.ts', '../acceptance/index.ts', 'fixtures-know-nobody'],
  ['packages/core/src/catalog/e.ts', './a.test.ts', 'nobody-imports-tests'],
  ['packages/core/src/catalog/f.ts', './nowhere.ts', 'everything-resolves'],
  ['packages/core/src/catalog/one.ts', './two.ts', 'no-cycles'],
];

/** Imports that must stay allowed, so that no rule simply forbids everything. */
const allowed: [file: string, imports: string][] = [
  ['packages/contract/src/index.ts', 'zod'],
  ['packages/core/src/catalog/index.ts', '@madrigal/contract'],
  ['packages/core/src/catalog/two.ts', './one.ts'],
  ['packages/core/src/catalog/g.ts', '../media/upload/index.ts'],
  ['packages/core/src/catalog/h.test.ts', 'vitest'],
  ['packages/core/src/media/upload/index.ts', './model.ts'],
  ['packages/core/src/media/upload/model.ts', 'node:crypto'],
  ['packages/adapters/src/blobs/disk/index.ts', '@madrigal/core/catalog'],
  ['packages/adapters/src/blobs/bucket/index.ts', 'pg'],
  ['packages/adapters/src/jobs/queue/index.ts', 'node:fs'],
  ['packages/adapters/src/jobs/queue/c.test.ts', '../../../../../tests/fixtures/audio.ts'],
  ['packages/server/src/config/index.ts', 'zod'],
  ['packages/server/src/compose/index.ts', '@madrigal/adapters/blobs/disk'],
  ['packages/server/src/entry/main.ts', '../compose/index.ts'],
  ['packages/server/src/http/index.ts', '@madrigal/core/catalog'],
  ['apps/web/src/ui/index.ts', '@madrigal/contract'],
  ['apps/web/src/features/index.ts', '../ui/index.ts'],
  ['apps/web/src/app/index.ts', '../features/index.ts'],
  ['infra/aws/src/b.ts', '../../../packages/server/src/config/index.ts'],
  ['tests/acceptance/index.ts', '../fixtures/audio.ts'],
  ['tests/fixtures/audio.ts', 'node:child_process'],
];

const packages: Record<string, object> = {
  contract: { '.': './src/index.ts' },
  core: { './catalog': './src/catalog/index.ts' },
  adapters: { './blobs/disk': './src/blobs/disk/index.ts' },
};

/** Types and `using` must not keep an import from being seen. */
const sourceThatImports = (specifier: string) =>
  `import type { X } from '${specifier}';\nexport async function f(x: X) {\n  await using y = x;\n}\n`;

async function layOut(folder: string): Promise<void> {
  for (const [file, imports] of [...violations, ...allowed]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), sourceThatImports(imports));
  }
  await mkdir(join(folder, 'node_modules/@madrigal'), { recursive: true });
  for (const [name, exports] of Object.entries(packages)) {
    const manifest = { name: `@madrigal/${name}`, type: 'module', exports };
    await writeFile(join(folder, 'packages', name, 'package.json'), JSON.stringify(manifest));
    await symlink(`../../packages/${name}`, join(folder, 'node_modules/@madrigal', name));
  }
  for (const name of ['zod', 'pg', 'vitest']) {
    await mkdir(join(folder, 'node_modules', name));
    await writeFile(join(folder, 'node_modules', name, 'index.js'), 'export {};\n');
  }
}

describe('the dependency rule', () => {
  let folder: string;
  let found: string[];

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-rule-')));
    await layOut(folder);
    const result = await cruiseFolder(folder, ['packages', 'apps', 'infra', 'tests']);
    found = result.summary.violations.map(({ from, rule }) => `${from} ${rule.name}`);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(violations)('%s must not import %s (%s)', (file, _imports, rule) => {
    expect(found).toContain(`${file} ${rule}`);
  });

  it('has a violating file for every rule', () => {
    const covered = new Set(violations.map(([, , rule]) => rule));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual(
      [],
    );
  });

  it('lets what is allowed pass', () => {
    const files = allowed.map(([file]) => file).filter((file) => !file.endsWith('two.ts'));
    expect(found.filter((violation) => files.some((file) => violation.startsWith(file)))).toEqual(
      [],
    );
  });

  it('sees every import of this repository, across packages too', async () => {
    const { modules } = await cruiseFolder(root, ['packages', 'apps', 'tests']);
    const sources = modules.filter(({ source }) =>
      /^(packages|apps|tests)\/.*\.tsx?$/.test(source),
    );
    expect(sources.length).toBeGreaterThan(300);
    for (const { source, dependencies } of sources) {
      const seen = new Set(dependencies.map(({ module }) => module));
      const missed = importsOf(source).filter((specifier) => !seen.has(specifier));
      expect(missed, source).toEqual([]);
    }
    const edges = sources.flatMap(({ source, dependencies }) =>
      dependencies.map(({ resolved }) => `${source.split('/')[1]} -> ${resolved.split('/')[1]}`),
    );
    for (const edge of ['core -> contract', 'adapters -> core', 'server -> adapters']) {
      expect(edges).toContain(edge);
    }
  });
});

/** What a file imports or re-exports, read the simple way: the formatter keeps it simple. */
function importsOf(path: string): string[] {
  const text = readFileSync(resolve(root, path), 'utf8');
  const statements = /^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)';/gm;
  return [...text.matchAll(statements)].map(([, specifier = '']) =>
    specifier.replace(/^node:/, ''),
  );
}
