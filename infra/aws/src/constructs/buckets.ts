import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Installation } from '../installation.ts';

/** Renditions of uploads can be made again (docs/architecture.md). */
const TRANSIENT_DAYS = 30;
/** An upload may be resumed for 72 hours (`UPLOAD_EXPIRY_HOURS`); then its parts are rubbish. */
const UNFINISHED_DAYS = 4;
const ACCESS_LOG_DAYS = 90;

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
} satisfies BucketProps;

/** What is uploaded, what is served, the web app, and the logs of who read them. None is public. */
export class Buckets extends Construct {
  readonly raw: Bucket;
  readonly processed: Bucket;
  readonly web: Bucket;
  readonly logs: Bucket;

  constructor(scope: Construct, id: string, installation: Installation) {
    super(scope, id);
    const kept = installation.keepData
      ? { removalPolicy: RemovalPolicy.RETAIN }
      : { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true };
    this.logs = new Bucket(this, 'Logs', {
      ...closed,
      ...kept,
      // CloudFront writes its logs as an owner of objects.
      objectOwnership: ObjectOwnership.OBJECT_WRITER,
      lifecycleRules: [{ expiration: Duration.days(ACCESS_LOG_DAYS) }, dropUnfinished],
    });
    const named = (use: 'raw' | 'processed' | 'web') => ({
      bucketName: bucketName(installation, use),
      serverAccessLogsBucket: this.logs,
      serverAccessLogsPrefix: `${use}/`,
    });
    this.raw = new Bucket(this, 'Raw', {
      ...closed,
      ...kept,
      ...named('raw'),
      lifecycleRules: [dropUnfinished],
      cors: [
        {
          allowedOrigins: [`https://${installation.domain}`],
          allowedMethods: [HttpMethods.PUT],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ],
    });
    this.processed = new Bucket(this, 'Processed', {
      ...closed,
      ...kept,
      ...named('processed'),
      lifecycleRules: [
        dropUnfinished,
        { id: 'transient', prefix: 'transient/', expiration: Duration.days(TRANSIENT_DAYS) },
      ],
    });
    this.web = new Bucket(this, 'Web', {
      ...closed,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
      ...named('web'),
      lifecycleRules: [dropUnfinished],
    });
  }
}

/** Buckets are named before they are made: what pages may reach is said in their headers. */
function bucketName({ name, domain }: Installation, use: string): string {
  return `${name}-${domain.replaceAll('.', '-')}-${use}`.slice(-63).replace(/^-+/, '');
}

/** Where browsers put what they upload. */
export function uploadOrigin(installation: Installation): string {
  return `https://${bucketName(installation, 'raw')}.s3.${installation.region}.amazonaws.com`;
}

const dropUnfinished: LifecycleRule = {
  id: 'unfinished',
  abortIncompleteMultipartUploadAfter: Duration.days(UNFINISHED_DAYS),
};
