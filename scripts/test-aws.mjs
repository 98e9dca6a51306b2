// `npm run test:aws [-- test files]`: the acceptance tests against functions, with stand-ins of API Gateway,
// CloudFront, Lambda and SQS in front of PostgreSQL and Ceph's S3.
import { runSuite } from './lib/run-suite.mjs';

await runSuite('aws/run.ts');
