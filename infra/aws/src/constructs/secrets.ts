import { RemovalPolicy } from 'aws-cdk-lib';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { SecretSetting } from '../functions.ts';
import type { Installation } from '../installation.ts';
import { secretName } from '../names.ts';

/** Random texts, which AWS makes when they are first deployed. */
const generated = ['AUTH_SECRET', 'SEALING_SECRET', 'ORIGIN_SECRET', 'DATABASE_PASSWORD'] as const;
const LENGTH = 43;

/** A secret for each setting that is one, so that everybody is told only what they need. */
export class Secrets extends Construct {
  readonly all: Readonly<Record<SecretSetting, ISecret>>;

  constructor(scope: Construct, id: string, { name, keepData }: Installation) {
    super(scope, id);
    const made = generated.map((setting) => [
      setting,
      new Secret(this, setting, {
        secretName: secretName(name, setting),
        description: `Setting ${setting} of Madrigal`,
        generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
        // Without them nobody could sign in to what was kept.
        removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      }),
    ]);
    // Made by `npm run aws:keys`, which knows its public half: no template ever holds it.
    const key = 'EDGE_SIGNING_KEY';
    this.all = {
      ...Object.fromEntries(made),
      [key]: Secret.fromSecretNameV2(this, key, secretName(name, key)),
    };
  }
}
