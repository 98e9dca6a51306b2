import { type Endpoint, readVideoText } from '@madrigal/contract';
import { apiServices, endpointsOf } from './service-of.ts';

/** What is served besides the contract, by paths that begin so. */
const besides = {
  '/api/auth/': 'user',
  '/api/v1/openapi.json': 'user',
  '/docs': 'user',
  '/health/': 'song',
  '/rest/': 'song',
} as const;

/** What is served besides the contract at exactly this path. */
const exactly = { '/api/v1/events': 'song', '/api/v1/me/export': 'user' } as const;

/**
 * nginx's map from method and path to the service that answers, as the contract has them. Exact paths
 * are found first, then the patterns in order (nginx, "Module ngx_http_map_module"), those with more
 * fixed parts before those with fewer.
 */
export function gatewayRoutes(): string {
  const owned = apiServices
    .flatMap((service) => endpointsOf([service]).map((endpoint) => ({ service, endpoint })))
    .filter(({ endpoint }) => !endpoint.path.startsWith('/health/'))
    .sort((a, b) => fixedParts(b.endpoint) - fixedParts(a.endpoint) || order(a, b));
  const lines = [
    ...Object.entries(exactly).map(([path, service]) => `"~^[A-Z]+ ${escaped(path)}$" ${service};`),
    // Playlists of videos are no JSON, so they are not in the table.
    `"~^[A-Z]+ ${pattern(readVideoText)}$" video;`,
    ...owned.map(
      ({ service, endpoint }) => `"~^${methods(endpoint)} ${pattern(endpoint)}$" ${service};`,
    ),
    // A method that a path does not have is refused by somebody who knows the path.
    ...new Map(owned.map(({ service, endpoint }) => [pattern(endpoint), service] as const))
      .entries()
      .map(([path, service]) => `"~^[A-Z]+ ${path}$" ${service};`),
    ...Object.entries(besides).map(([path, service]) => `"~^[A-Z]+ ${escaped(path)}" ${service};`),
  ];
  return `# Written by \`npm run gateway\` from the contract. Which service answers a request.
map "$request_method $uri" $madrigal_service {
  default song;
${lines.map((line) => `  ${line}`).join('\n')}
}
`;
}

function fixedParts({ path }: Endpoint): number {
  return path.split('/').filter((part) => !part.startsWith('{')).length;
}

function order(a: { endpoint: Endpoint }, b: { endpoint: Endpoint }): number {
  const [one, other] = [a, b].map(({ endpoint }) => `${endpoint.path} ${endpoint.method}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

/** What may be read may be asked about, too. */
function methods({ method }: Endpoint): string {
  return method === 'GET' ? '(GET|HEAD)' : method;
}

function pattern({ path }: Endpoint): string {
  return escaped(path).replace(/\\\{\w+\\\}/g, '[^/]+');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
