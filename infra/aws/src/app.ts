import { type App, Stack, Tags, Validations } from 'aws-cdk-lib';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ContainersStack } from './compositions/containers.ts';
import { ServerlessStack, validated, watchDistribution } from './compositions/serverless.ts';
import { Watch } from './constructs/watch.ts';
import type { Installation } from './installation.ts';
import { acknowledge } from './nag.ts';

/** Where CloudFront takes certificates from and leaves its metrics. */
const CLOUDFRONT_REGION = 'us-east-1';

/**
 * The stacks of an installation. All are checked by the rules of AWS's own solutions; a rule that is
 * broken stops synthesis unless `nag.ts` says why it is.
 */
export function composeApp(
  app: App,
  installation: Installation,
): ServerlessStack | ContainersStack {
  const { name, account, region } = installation;
  const env = { region, ...(account && { account }) };
  const main =
    installation.composition === 'containers'
      ? new ContainersStack(app, name, { installation, env })
      : composeServerless(app, installation);
  Tags.of(app).add('installation', name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  acknowledge(app);
  return main;
}

function composeServerless(app: App, installation: Installation): ServerlessStack {
  const { name, account, region } = installation;
  if (region === CLOUDFRONT_REGION) {
    const env = { region, ...(account && { account }) };
    const stack = new ServerlessStack(app, name, { installation, env });
    watchDistribution(stack.foundation, stack.edge.distribution.distributionId);
    return stack;
  }
  const there = {
    env: { region: CLOUDFRONT_REGION, ...(account && { account }) },
    crossRegionReferences: true,
  };
  const certificateStack = new Stack(app, `${name}-certificate`, there);
  const { id, name: zoneName } = installation.hostedZone;
  const zone = PublicHostedZone.fromPublicHostedZoneAttributes(certificateStack, 'Zone', {
    hostedZoneId: id,
    zoneName,
  });
  const stack = new ServerlessStack(app, name, {
    installation,
    certificate: validated(certificateStack, installation, zone),
    env: { region, ...(account && { account }) },
    crossRegionReferences: true,
  });
  const watchStack = new Stack(app, `${name}-edge-watch`, there);
  const watch = new Watch(watchStack, 'Watch', { ...installation, name: `${name}-edge` });
  watchDistribution({ watch }, stack.edge.distribution.distributionId);
  return stack;
}
