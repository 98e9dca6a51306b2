import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FunctionRoute } from '../../packages/server/src/http/function-of.ts';
import { atTheEdge } from './at-the-edge.ts';

interface Asked {
  /** What CloudFront says so that functions believe it. */
  originSecret: string;
  path: string;
  route: FunctionRoute | undefined;
}

/** Route of what no other route has. */
const CATCH_ALL = 'ANY /{proxy+}';

const TEXT =
  /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded)\b|application\/[\w.-]+\+(json|xml))/;

/** A request by the CDN as an HTTP API hands it over; `route` is undefined where no other one has it. */
export function toEvent(
  { originSecret, path, route }: Asked,
  request: IncomingMessage,
  body: Buffer,
): object {
  const { cookie, ...given } = request.headers;
  const joined = Object.entries(given).map(([name, value]) => [
    name,
    [value ?? []].flat().join(','),
  ]);
  const query = (request.url ?? '').split('?').slice(1).join('?');
  const viewer = request.socket.remoteAddress ?? '127.0.0.1';
  const edge = atTheEdge.api({ request: { uri: path, headers: {} }, viewer: { ip: viewer } });
  const isText = TEXT.test(request.headers['content-type'] ?? 'text/plain');
  const method = request.method ?? 'GET';
  const now = new Date();
  return {
    version: '2.0',
    routeKey: route ? `${route.method} ${route.path}` : CATCH_ALL,
    rawPath: path,
    rawQueryString: query,
    ...(cookie && { cookies: cookie.split('; ') }),
    headers: {
      ...Object.fromEntries(joined),
      ...Object.fromEntries(Object.entries(edge.headers).map(([name, { value }]) => [name, value])),
      // As CloudFront asks its origin.
      host: 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com',
      'x-madrigal-origin': originSecret,
      'x-forwarded-for': `${viewer}, 130.176.0.1`,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      'x-amzn-trace-id': `Root=1-${randomUUID()}`,
    },
    pathParameters: pathParameters(route, path),
    ...(query && {
      queryStringParameters: Object.fromEntries(
        [...Map.groupBy(new URLSearchParams(query), ([name]) => name)].map(([name, pairs]) => [
          name,
          pairs.map(([, value]) => value).join(','),
        ]),
      ),
    }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'a1b2c3d4e5',
      domainName: 'a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'a1b2c3d4e5',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '130.176.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route ? `${route.method} ${route.path}` : CATCH_ALL,
      stage: '$default',
      time: clfTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** `12/Mar/2026:19:03:58 +0000`. */
function clfTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

function pathParameters(route: FunctionRoute | undefined, path: string): Record<string, string> {
  const [parts, given] = [(route?.path ?? '/{proxy+}').split('/'), path.split('/')];
  return Object.fromEntries(
    parts.flatMap((part, index) => {
      const name = /^\{(\w+)\+?\}$/.exec(part)?.[1];
      const value = part.endsWith('+}') ? given.slice(index).join('/') : given[index];
      return name ? [[name, value ?? '']] : [];
    }),
  );
}
