import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IPublicHostedZone } from 'aws-cdk-lib/aws-route53';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';

/** The sender of mails: the hosted zone as an identity of SES, with its DKIM records. */
export class Mail extends Construct {
  readonly identityArn: string;
  readonly configurationSetArn: string;
  readonly configurationSetName: string;
  /** What was verified; senders are below it. */
  readonly domain: string;

  constructor(scope: Construct, id: string, installation: Installation, zone: IPublicHostedZone) {
    super(scope, id);
    this.domain = zone.zoneName;
    const set = new ConfigurationSet(this, 'Set', {
      configurationSetName: `${installation.name}-mail`,
      // Who complained or has no mailbox is not written to again.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.publicHostedZone(zone),
      configurationSet: set,
    });
    identity.applyRemovalPolicy(RemovalPolicy.DESTROY);
    this.identityArn = identity.emailIdentityArn;
    this.configurationSetName = set.configurationSetName;
    this.configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: set.configurationSetName,
    });
  }
}
