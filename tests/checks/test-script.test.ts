import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

type Choose = (args: string[], chromium: string | null, environment: object) => string[];
const path = resolve(import.meta.dirname, '../../scripts/lib/projects.mjs');
const { chooseProjects } = (await import(path)) as { chooseProjects: Choose };

const chromium = '/usr/bin/chromium';
const all = ['unit', 'acceptance', 'browser', 'sound'].map((name) => `--project=${name}`);

describe('npm test', () => {
  it('runs everything where there is a Chromium', () => {
    expect(chooseProjects([], chromium, {})).toEqual(all);
    expect(chooseProjects([], chromium, { CI: 'true' })).toEqual(all);
  });

  it('says so when it leaves the browser tests out', () => {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    expect(chooseProjects(['-t', 'x'], null, {})).toEqual(all.slice(0, 2));
    expect(said).toHaveBeenCalledWith(expect.stringContaining('Browser tests are skipped'));
    said.mockRestore();
  });

  it('leaves nothing out in CI: it fails without a Chromium', () => {
    expect(() => chooseProjects([], null, { CI: 'true' })).toThrow('no Chromium');
  });

  it('runs what it was asked for', () => {
    expect(chooseProjects(['--project', 'unit'], null, { CI: 'true' })).toEqual([]);
  });
});
