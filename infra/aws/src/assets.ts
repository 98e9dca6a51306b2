import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { type ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { withMedia } from '../../functions/media.ts';

const repository = join(import.meta.dirname, '../../..');

/** Where `npm run aws:bundle` leaves the bundles of functions, one folder each. */
export const bundles = join(repository, 'packages/server/dist/lambda');
/** FFmpeg, which is found on the PATH of functions. */
export const mediaLayer = join(repository, 'packages/server/dist/lambda-layer');
/** Where the web app is built to. */
const web = join(repository, 'apps/web/dist');

/** What `scripts/deploy.mjs` refuses to deploy. */
export const PLACEHOLDER = 'MadrigalPlaceholder';

/** The bundle of a function; where it was not made yet, a placeholder that says so and fails. */
export function bundleOf(scope: Construct, name: string): Code {
  const folder = join(bundles, name);
  if (existsSync(join(folder, 'index.mjs'))) {
    if (withMedia.includes(name) && !existsSync(join(folder, 'node_modules'))) {
      warn(scope, `The function ${name} lacks its packages: npm run aws:deploy adds them.`);
    }
    return Code.fromAsset(folder);
  }
  warn(scope, `The function ${name} is not bundled: npm run aws:bundle`);
  return Code.fromInline(
    `exports.handler = async () => { throw new Error('${name} was not bundled.'); };`,
  );
}

/** The layer of FFmpeg, or one that is empty where nothing was bundled. */
export function ffmpegLayer(scope: Construct): LayerVersion {
  const isThere = existsSync(join(mediaLayer, 'bin/ffmpeg'));
  if (!isThere) warn(scope, 'FFmpeg is not in its layer: npm run aws:deploy puts it there.');
  return new LayerVersion(scope, 'Ffmpeg', {
    description: 'FFmpeg, at /opt/bin',
    code: Code.fromAsset(isThere ? mediaLayer : emptyFolder()),
  });
}

function emptyFolder(): string {
  const folder = join(tmpdir(), 'madrigal-no-ffmpeg');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'README'), 'FFmpeg is not here.\n');
  return folder;
}

/** The built web app, or a page that says it was not built. */
export function webApp(scope: Construct): ISource {
  if (existsSync(join(web, 'index.html'))) return Source.asset(web);
  warn(scope, 'The web app is not built: npm run build -w apps/web');
  const folder = join(tmpdir(), 'madrigal-no-web-app');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<title>Madrigal</title><p>Not built.</p>\n');
  return Source.asset(folder);
}

function warn(scope: Construct, sentence: string): void {
  scope.node.addMetadata(PLACEHOLDER, sentence);
  Annotations.of(scope).addInfo(sentence);
}
