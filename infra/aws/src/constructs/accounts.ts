import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnIdentityPool,
  CfnIdentityPoolPrincipalTag,
  CfnIdentityPoolRoleAttachment,
  CfnUserPoolGroup,
  FeaturePlan,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolDomain,
  UserPoolEmail,
} from 'aws-cdk-lib/aws-cognito';
import { FederatedPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';
import type { Buckets } from './buckets.ts';

const IDENTITY = 'cognito-identity.amazonaws.com';
/** Resolved by IAM when somebody asks: the account that is signed in, as the product knows it. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: IAM fills it in.
const OWN = '${aws:PrincipalTag/account}';

/** What everybody with an account may listen to and look at. */
const CATALOGUE = ['library/songs', 'library/albums'] as const;

interface AccountsProps {
  installation: Installation;
  buckets: Pick<Buckets, 'raw' | 'processed'>;
  /** Identity of SES that mails are sent by. */
  mailDomain: string;
}

/** Who signs in (user pool), and what their browsers may do with buckets themselves (identity pool). */
export class Accounts extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly domain: UserPoolDomain;
  readonly identities: CfnIdentityPool;

  constructor(scope: Construct, id: string, props: AccountsProps) {
    super(scope, id);
    const { installation } = props;
    this.pool = createPool(this, props);
    const origin = `https://${installation.domain}`;
    // Without lists of attributes it may read and write all standard ones, `phone_number` among them. Shorter ones
    // would refuse whoever comes from a provider whose mapping fills in others.
    this.client = this.pool.addClient('Web', {
      // SRP: the password never leaves the browser. The other flow is the server's own, by its role.
      authFlows: { userSrp: true, adminUserPassword: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${origin}/sign-in`],
        logoutUrls: [`${origin}/sign-in`],
      },
      // Whoever changes the client says all of them: what is not named is switched off.
      supportedIdentityProviders: [
        UserPoolClientIdentityProvider.COGNITO,
        ...installation.signInProviders.map((name) => UserPoolClientIdentityProvider.custom(name)),
      ],
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(30),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    this.domain = this.pool.addDomain('HostedPages', {
      cognitoDomain: { domainPrefix: `${installation.name}-${domainSlug(installation.domain)}` },
    });
    new CfnUserPoolGroup(this, 'Admins', {
      userPoolId: this.pool.userPoolId,
      groupName: 'admin',
      description: 'Those who may add to the catalogue and see what the instance does.',
    });
    this.identities = createIdentities(this, this.pool, this.client, props.buckets);
  }
}

function createPool(
  scope: Construct,
  { installation, mailDomain }: Pick<AccountsProps, 'installation' | 'mailDomain'>,
): UserPool {
  return new UserPool(scope, 'Pool', {
    selfSignUpEnabled: installation.registration === 'open',
    // Names of accounts are made up, so that one of them can be the first admin, once (decision 44).
    signInAliases: { username: true, email: true, phone: true },
    autoVerify: { email: true, phone: installation.sms },
    // A new address or number is taken once its code was given: codes still come to the former one.
    keepOriginal: { email: true, phone: installation.sms },
    standardAttributes: {
      email: { required: true, mutable: true },
      fullname: { required: false, mutable: true },
    },
    passwordPolicy: {
      minLength: 10,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: installation.sms },
    enableSmsRole: installation.sms,
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    email: UserPoolEmail.withSES({
      fromEmail: addressOf(installation.mailFrom),
      sesRegion: installation.region,
      sesVerifiedDomain: mailDomain,
    }),
    featurePlan: FeaturePlan.ESSENTIALS,
    deletionProtection: installation.keepData,
    removalPolicy: installation.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}

/**
 * Browsers that work with buckets themselves: whoever is signed in writes below their own prefix of raw
 * and reads the catalogue's part of processed; everybody else reads what is public of it. Photos and
 * slideshows belong to somebody: they are read by signed URLs alone (decision 45).
 */
function createIdentities(
  scope: Construct,
  pool: UserPool,
  client: UserPoolClient,
  { raw, processed }: AccountsProps['buckets'],
): CfnIdentityPool {
  const identities = new CfnIdentityPool(scope, 'Identities', {
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: false,
    cognitoIdentityProviders: [
      {
        clientId: client.userPoolClientId,
        providerName: pool.userPoolProviderName,
        serverSideTokenCheck: true,
      },
    ],
  });
  const role = (name: string, amr: string) =>
    new Role(scope, name, {
      assumedBy: new FederatedPrincipal(
        IDENTITY,
        {
          StringEquals: { [`${IDENTITY}:aud`]: identities.ref },
          'ForAnyValue:StringLike': { [`${IDENTITY}:amr`]: amr },
        },
        'sts:AssumeRoleWithWebIdentity',
      ).withSessionTags(),
    });
  const signedIn = role('SignedIn', 'authenticated');
  const visitor = role('Visitor', 'unauthenticated');
  const allow = (who: Role, action: string, resource: string) =>
    who.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  allow(signedIn, 's3:PutObject', raw.arnForObjects(`uploads/${OWN}/*`));
  for (const folder of CATALOGUE) {
    allow(signedIn, 's3:GetObject', processed.arnForObjects(`${folder}/*`));
  }
  allow(visitor, 's3:GetObject', processed.arnForObjects('public/*'));
  new CfnIdentityPoolPrincipalTag(scope, 'Account', {
    identityPoolId: identities.ref,
    identityProviderName: pool.userPoolProviderName,
    useDefaults: false,
    principalTags: { account: 'sub' },
  });
  new CfnIdentityPoolRoleAttachment(scope, 'Roles', {
    identityPoolId: identities.ref,
    roles: { authenticated: signedIn.roleArn, unauthenticated: visitor.roleArn },
  });
  return identities;
}

/** Prefixes of hosted pages are unique in a region, so the domain is in them. */
function domainSlug(domain: string): string {
  return domain.replaceAll('.', '-').slice(0, 40);
}

/** The address within `Name <address>`. */
export function addressOf(mailbox: string): string {
  return /<([^<>]+)>$/.exec(mailbox)?.[1] ?? mailbox;
}

/** Where Cognito publishes the keys of its tokens. */
export function issuerOf(pool: UserPool): string {
  return `https://cognito-idp.${Stack.of(pool).region}.amazonaws.com/${pool.userPoolId}`;
}
