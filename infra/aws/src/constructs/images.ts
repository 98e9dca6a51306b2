import { join } from 'node:path';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { Installation } from '../installation.ts';
import { uploadOrigin } from './buckets.ts';

const folder = join(import.meta.dirname, '../../image');

/** The released server, with the roots of RDS. Built with Docker when deploying. */
export function serverImage(scope: Construct, { image }: Installation): ContainerImage {
  return build(scope, 'server', { MADRIGAL_IMAGE: image });
}

/** The released gateway, with the names of services in a private zone. */
export function gatewayImage(
  scope: Construct,
  installation: Installation,
  zone: string,
): ContainerImage {
  return build(scope, 'gateway', {
    GATEWAY_IMAGE: installation.image.replace(/(?=[:@][^/]*$)/, '-gateway'),
    DOMAIN: zone,
    FILES: uploadOrigin(installation),
  });
}

function build(scope: Construct, name: string, buildArgs: Record<string, string>): ContainerImage {
  const asset = new DockerImageAsset(scope, `${name}-image`, {
    directory: join(folder, name),
    buildArgs,
    platform: Platform.LINUX_AMD64,
  });
  return ContainerImage.fromDockerImageAsset(asset);
}
