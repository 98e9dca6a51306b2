import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { placeholdersIn } from '../scripts/placeholders.ts';
import { PLACEHOLDER } from '../src/assets.ts';
import { parseInstallation, readInstallation } from '../src/installation.ts';

const dir = mkdtempSync(join(tmpdir(), 'madrigal-aws-'));
afterAll(() => rmSync(dir, { recursive: true }));

describe('deploying', () => {
  it('refuses what was not built, and says what', () => {
    const app = new App({ outdir: join(dir, 'with') });
    const stack = new Stack(app, 'Music');
    stack.node.addMetadata(PLACEHOLDER, 'The function song is not bundled.');
    app.synth();
    expect(placeholdersIn(join(dir, 'with'))).toEqual(['The function song is not bundled.']);
  });

  it('finds nothing where everything was built', () => {
    const app = new App({ outdir: join(dir, 'without') });
    new Stack(app, 'Music');
    app.synth();
    expect(placeholdersIn(join(dir, 'without'))).toEqual([]);
  });
});

describe('an installation', () => {
  const good = {
    composition: 'serverless',
    region: 'eu-central-1',
    domain: 'music.example.org',
    hostedZone: { id: 'Z1', name: 'example.org' },
    alarmEmail: 'ops@example.org',
    mailFrom: 'music@example.org',
    budgetUsd: 20,
  };

  it('needs little', () => {
    expect(parseInstallation(good)).toMatchObject({ name: 'madrigal', keepData: true });
  });

  it.each([
    ['a word that is not known', { regoin: 'x' }],
    ['an address with a scheme', { domain: 'https://music.example.org' }],
    ['no region', { region: 'Frankfurt' }],
    ['no money', { budgetUsd: 0 }],
    ['a composition that does not exist', { composition: 'mixed' }],
  ])('is refused with %s', (_, change) => {
    expect(() => parseInstallation({ ...good, ...change })).toThrow();
  });

  it('has its public keys beside it, oldest first', async () => {
    const { mkdirSync } = await import('node:fs');
    writeFileSync(join(dir, 'mine.json'), JSON.stringify(good));
    mkdirSync(join(dir, 'mine.keys'));
    for (const name of ['2027-02', '2027-01']) {
      writeFileSync(join(dir, 'mine.keys', `${name}.pem`), `PEM of ${name}`);
    }
    expect(readInstallation(join(dir, 'mine.json')).publicKeys).toEqual([
      { name: '2027-01', pem: 'PEM of 2027-01' },
      { name: '2027-02', pem: 'PEM of 2027-02' },
    ]);
  });
});
