import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import {
  chart,
  folder,
  named,
  RELEASE,
  readManifests,
  render,
  repository,
  valuesOf,
} from './render.ts';

const application = (file: string) => {
  const [found, ...more] = readManifests(file);
  if (!found || more.length > 0) throw new Error(`${file} is not one application.`);
  return found;
};
const madrigal = application('argocd/apps/madrigal.yaml');
const sealedSecrets = application('argocd/apps/sealed-secrets.yaml');

describe('Argo CD', () => {
  it('finds what its applications name', () => {
    const { path } = application('argocd/app-of-apps.yaml').spec.source;
    expect(readdirSync(join(repository, path)).toSorted()).toEqual([
      'madrigal.yaml',
      'sealed-secrets.yaml',
    ]);
    expect(join(repository, madrigal.spec.source.path)).toBe(chart);
    const files = valuesOf('production');
    expect(files).toHaveLength(2);
    for (const file of files) expect(existsSync(file), file).toBe(true);
  });

  it('runs the images that the pipeline wrote', () => {
    const written = parseYaml(
      readFileSync(join(folder, 'environments/production-image.yaml'), 'utf8'),
    );
    const production = render(valuesOf('production'));
    for (const [name, repo, { tag, digest }] of [
      ['song', 'madrigal', written.image],
      ['gateway', 'madrigal-gateway', written.gateway.image],
    ] as const) {
      const [{ image }] = named(production, 'Deployment', `${RELEASE}-${name}`).spec.template.spec
        .containers;
      expect(image).toBe(`ghcr.io/madrigal-media/${repo}${digest ? `@${digest}` : `:${tag}`}`);
    }
  });

  it('brings the controller of sealed secrets first, and waits for it by trying again', () => {
    const wave = ({ metadata }: typeof madrigal) =>
      Number(metadata.annotations?.['argocd.argoproj.io/sync-wave']);
    expect(wave(sealedSecrets)).toBeLessThan(wave(madrigal));
    // Without the health of applications in argocd-cm, waves do not wait.
    const { limit, backoff } = madrigal.spec.syncPolicy.retry;
    expect(backoff).toEqual({ duration: '30s', factor: 2, maxDuration: '5m' });
    expect(limit).toBeGreaterThanOrEqual(5);
  });
});
