// `npm run gateway`: writes infra/gateway/routes.conf, or with --check says whether it is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gatewayRoutes } from '../http/gateway-routes.ts';

const path = fileURLToPath(new URL('../../../../infra/gateway/routes.conf', import.meta.url));
const routes = gatewayRoutes();

switch (process.argv[2]) {
  case '--write':
    writeFileSync(path, routes);
    break;
  case '--check':
    if (readFileSync(path, 'utf8') !== routes) {
      console.error(
        'infra/gateway/routes.conf is not what the contract says. Run: npm run gateway',
      );
      process.exitCode = 1;
    }
    break;
  default:
    console.error('Say --write or --check.');
    process.exitCode = 2;
}
