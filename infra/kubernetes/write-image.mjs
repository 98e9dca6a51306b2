// `write-image.mjs VERSION SERVER_DIGEST GATEWAY_DIGEST [SERVER_REPOSITORY GATEWAY_REPOSITORY]`: names the images that
// Argo CD is to run, in the values file that belongs to the pipeline, and the version in the chart. Without
// repositories they are where the chart says.
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';

const [version = '', server = '', gateway = '', ...repositories] = argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`Not a version: ${JSON.stringify(version)}`);
for (const digest of [server, gateway]) {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new Error(`Not a digest: ${JSON.stringify(digest)}`);
}
if (![0, 2].includes(repositories.length)) throw new Error('Name both repositories or none.');
for (const repository of repositories) {
  if (!/^[a-z0-9][a-z0-9.:/_-]*$/.test(repository)) {
    throw new Error(`Not a repository: ${JSON.stringify(repository)}`);
  }
}
const imageOf = (digest, repository) =>
  `{ ${repository ? `repository: "${repository}", ` : ''}tag: "${version}", digest: "${digest}" }`;

const here = (path) => new URL(path, import.meta.url);
writeFileSync(
  here('environments/production-image.yaml'),
  `# Written by the pipeline on every release.
image: ${imageOf(server, repositories[0])}
gateway: { image: ${imageOf(gateway, repositories[1])} }
`,
);
const chart = readFileSync(here('madrigal/Chart.yaml'), 'utf8');
writeFileSync(
  here('madrigal/Chart.yaml'),
  chart
    .replace(/^version: .*$/m, `version: ${version}`)
    .replace(/^appVersion: .*$/m, `appVersion: "${version}"`),
);
