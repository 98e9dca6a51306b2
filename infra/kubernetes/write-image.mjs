// `write-image.mjs VERSION SERVER_DIGEST GATEWAY_DIGEST`: names the images that Argo CD is to run, in the
// values file that belongs to the pipeline, and the version in the chart.
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';

const [version = '', server = '', gateway = ''] = argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`Not a version: ${JSON.stringify(version)}`);
for (const digest of [server, gateway]) {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new Error(`Not a digest: ${JSON.stringify(digest)}`);
}

const here = (path) => new URL(path, import.meta.url);
writeFileSync(
  here('environments/production-image.yaml'),
  `# Written by the pipeline on every release.
image: { tag: "${version}", digest: "${server}" }
gateway: { image: { tag: "${version}", digest: "${gateway}" } }
`,
);
const chart = readFileSync(here('madrigal/Chart.yaml'), 'utf8');
writeFileSync(
  here('madrigal/Chart.yaml'),
  chart
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace(/^appVersion: .*$/m, `appVersion: "${version}"`),
);
