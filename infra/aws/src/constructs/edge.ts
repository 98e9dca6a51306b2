import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, type SecretValue } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type IOrigin,
  KeyGroup,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  PublicKey,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import { contentSecurityPolicy } from '../headers.ts';
import type { Installation } from '../installation.ts';
import type { Buckets } from './buckets.ts';

/** Header that `ORIGIN_SECRET` comes in. */
const ORIGIN_HEADER = 'x-madrigal-origin';

interface EdgeProps {
  installation: Installation;
  buckets: Buckets;
  certificate: ICertificate;
  keys: SigningKeys;
  apiHost: string;
  /** What CloudFront says to the API, so that nobody goes past it. */
  originSecret: SecretValue;
  /** Where browsers of the web app may send requests besides. */
  connects: readonly string[];
}

/** Public keys that CloudFront honours signed URLs by: while keys are rotated, the old and the new. */
export class SigningKeys extends Construct {
  readonly group: KeyGroup;
  /** Id of the key that signs: the newest. */
  readonly currentId: string;

  constructor(scope: Construct, id: string, { name, publicKeys }: Installation) {
    super(scope, id);
    const keys = publicKeys.map(
      (key) =>
        new PublicKey(this, key.name, {
          publicKeyName: `${name}-${key.name}`,
          encodedKey: key.pem,
        }),
    );
    const current = keys.at(-1);
    if (!current) throw new Error('There is no public key: npm run aws:keys makes a pair.');
    this.group = new KeyGroup(this, 'Group', { keyGroupName: name, items: keys });
    this.currentId = current.publicKeyId;
  }
}

/** CloudFront in front of everything: pages, requests, and bytes for whoever has a signed URL. */
export class Edge extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const { installation, buckets } = props;
    const api = this.#api(props);
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Madrigal at ${installation.domain}`,
      domainNames: [installation.domain],
      certificate: props.certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultRootObject: 'index.html',
      enableLogging: true,
      logBucket: buckets.logs,
      logFilePrefix: 'cloudfront/',
      logIncludesCookies: false,
      defaultBehavior: this.#pages(props),
      additionalBehaviors: {
        '/api/*': api,
        '/health/*': api,
        '/rest/*': api,
        '/cdn/*': this.#media(props),
      },
    });
  }

  #pages({ buckets, installation, connects }: EdgeProps): BehaviorOptions {
    const headers = new ResponseHeadersPolicy(this, 'PageHeaders', {
      responseHeadersPolicyName: `${installation.name}-pages`,
      securityHeadersBehavior: {
        ...sniffing,
        contentSecurityPolicy: {
          contentSecurityPolicy: contentSecurityPolicy(connects),
          override: true,
        },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          {
            header: 'Cross-Origin-Opener-Policy',
            value: 'same-origin-allow-popups',
            override: true,
          },
          { header: 'Cross-Origin-Resource-Policy', value: 'same-origin', override: true },
        ],
      },
    });
    return {
      ...toHttps,
      origin: S3BucketOrigin.withOriginAccessControl(buckets.web),
      compress: true,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers,
      functionAssociations: [this.#onRequest('Pages', 'spa.js')],
    };
  }

  #api({ apiHost, originSecret }: EdgeProps): BehaviorOptions {
    const origin: IOrigin = new HttpOrigin(apiHost, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      readTimeout: Duration.seconds(30),
      customHeaders: { [ORIGIN_HEADER]: originSecret.unsafeUnwrap() },
    });
    return {
      ...toHttps,
      origin,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      compress: true,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      // The gateway answers under its own name alone; everything else of a request goes through.
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
      functionAssociations: [this.#onRequest('Viewer', 'api.js')],
    };
  }

  #media({ buckets, keys, installation }: EdgeProps): BehaviorOptions {
    const headers = new ResponseHeadersPolicy(this, 'MediaHeaders', {
      responseHeadersPolicyName: `${installation.name}-media`,
      securityHeadersBehavior: {
        ...sniffing,
        contentSecurityPolicy: {
          contentSecurityPolicy: "default-src 'none'; sandbox",
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'Cross-Origin-Resource-Policy', value: 'same-origin', override: true },
        ],
      },
    });
    return {
      ...toHttps,
      origin: S3BucketOrigin.withOriginAccessControl(buckets.processed),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      // Keys never change what they name, and signatures are not part of what is cached.
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      trustedKeyGroups: [keys.group],
      responseHeadersPolicy: headers,
      functionAssociations: [this.#onRequest('Media', 'media.js')],
    };
  }

  #onRequest(id: string, file: string) {
    const code = readFileSync(join(import.meta.dirname, '../../edge', file), 'utf8');
    return {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new EdgeFunction(this, id, {
        runtime: FunctionRuntime.JS_2_0,
        code: FunctionCode.fromInline(code),
      }),
    };
  }
}

const toHttps = { viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS };

const sniffing = {
  contentTypeOptions: { override: true },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(365),
    includeSubdomains: false,
    override: true,
  },
};
