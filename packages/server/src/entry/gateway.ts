// `npm run gateway`: writes infra/gateway/routes.conf, or with --check says whether it is up to date.
import { gatewayRoutes } from '../http/gateway-routes.ts';
import { keepGenerated } from './generated-file.ts';

keepGenerated('infra/gateway/routes.conf', gatewayRoutes(), 'npm run gateway');
