import { describe, expect, it } from 'vitest';
import { MAX_UPLOAD_BYTES } from '../../../packages/contract/src/uploads.ts';
import { tempRootOf } from '../../../packages/server/src/compose/temp-dir.ts';
import { installations, RELEASE, render, valuesOf } from './render.ts';

interface Pod {
  containers: {
    env: { name: string; value?: string }[];
    volumeMounts: { mountPath: string; subPath?: string }[];
  }[];
  volumes: { name: string; emptyDir?: { sizeLimit: string } }[];
}

const GIB = 1024 ** 3;

/** Workers that take whole uploads, or what was made of them, to their disk. */
const TAKING_FILES = ['audio', 'image', 'video', 'slideshow'];

describe.each(installations)('the disk of workers, %s', (name) => {
  const podOf = (worker: string): Pod =>
    render(valuesOf(name)).find(
      ({ kind, metadata }) =>
        kind === 'Deployment' && metadata.name === `${RELEASE}-worker-${worker}`,
    )?.spec.template.spec;

  it.each(TAKING_FILES)('has room for as many of the largest uploads as %s does at once', (one) => {
    const { containers, volumes } = podOf(one);
    const told = containers[0]?.env.find((variable) => variable.name === 'WORKER_CONCURRENCY');
    const limit = volumes.find((volume) => volume.name === 'scratch')?.emptyDir?.sizeLimit ?? '';
    const [, gib] = /^(\d+)Gi$/.exec(limit) ?? [];
    expect(Number(gib) * GIB).toBeGreaterThan(Number(told?.value) * MAX_UPLOAD_BYTES);
  });

  it('has /tmp in a folder that no process empties when it starts', () => {
    const mounts = podOf('audio').containers[0]?.volumeMounts ?? [];
    const [data, tmp] = ['/data', '/tmp'].map((path) =>
      mounts.find(({ mountPath }) => mountPath === path),
    );
    expect(tmp?.subPath).toBeDefined();
    expect(`${data?.mountPath}/${tmp?.subPath}`).not.toBe(tempRootOf('/data'));
  });
});
