// `npm run test:tables [-- test files]`: the acceptance tests against an instance whose catalogue, library,
// photos, slideshows and links are in tables of a stand-in of DynamoDB.
import { runSuite } from './lib/run-suite.mjs';

await runSuite('tables/run.ts');
