import { createHash, randomUUID } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { faultsOf } from '../../fixtures/opensubsonic/validate.ts';

export type SubsonicParams = Readonly<
  Record<string, string | number | readonly (string | number)[]>
>;

type Json = { [name: string]: unknown };
/** Whatever an answer holds; its shape was checked already. */
// biome-ignore lint/suspicious/noExplicitAny: paths into checked answers stay readable this way
export type SubsonicAnswer = Record<string, any> & { status: 'ok' | 'failed' };

/** What proves who an app is for, as parameters of a request. */
export function byToken(username: string, password: string): SubsonicParams {
  const salt = randomUUID();
  return {
    u: username,
    s: salt,
    t: createHash('md5')
      .update(password + salt)
      .digest('hex'),
  };
}

/** An app that speaks OpenSubsonic. Every answer is held against the specification, and XML against JSON. */
export function createSubsonic(baseUrl: string, credentials: SubsonicParams) {
  const urlOf = (method: string, params: SubsonicParams = {}) => {
    const url = new URL(`/rest/${method}`, baseUrl);
    const all = { v: '1.16.1', c: 'acceptance', ...credentials, ...params };
    for (const [name, value] of Object.entries(all)) {
      for (const one of [value].flat()) url.searchParams.append(name, String(one));
    }
    return url;
  };
  const call = async (method: string, params: SubsonicParams = {}): Promise<SubsonicAnswer> => {
    const response = await fetch(urlOf(method, { f: 'json', ...params }));
    return checked(method, response.status, await response.json());
  };
  /** Asks a second time, as XML, which must say the same. For what changes nothing. */
  const same = async (method: string, params: SubsonicParams = {}): Promise<SubsonicAnswer> => {
    const answer = await call(method, params);
    const response = await fetch(urlOf(`${method}.view`, params));
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('application/xml')) throw new Error(`${method} answered ${type}`);
    const found = differences(answer, parseXml(await response.text()), '');
    const real = found.filter((path) => !path.startsWith('/indexes/lastModified'));
    if (real.length > 0) throw new Error(`${method} differs as XML at ${real.join(', ')}`);
    return answer;
  };
  return {
    urlOf,
    call,
    same,
    fetch: (method: string, params?: SubsonicParams, init?: RequestInit) =>
      fetch(urlOf(method, params), init),
  };
}

export type Subsonic = ReturnType<typeof createSubsonic>;

function checked(method: string, status: number, json: unknown): SubsonicAnswer {
  if (status !== 200) throw new Error(`${method} answered ${status}: ${JSON.stringify(json)}`);
  const faults = faultsOf(method, json);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return (json as { 'subsonic-response': SubsonicAnswer })['subsonic-response'];
}

function parseXml(text: string): Json {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: 'value',
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    processEntities: true,
    htmlEntities: true,
  });
  return (parser.parse(text) as { 'subsonic-response': Json })['subsonic-response'];
}

/** Where XML does not say what JSON says. */
function differences(json: unknown, xml: unknown, path: string): string[] {
  if (Array.isArray(json)) {
    const items = xml === undefined ? [] : [xml].flat();
    if (items.length !== json.length) return [`${path} (${items.length} of ${json.length})`];
    return json.flatMap((item, place) => differences(item, items[place], `${path}[${place}]`));
  }
  if (typeof json !== 'object' || json === null) {
    return String(json) === String(xml ?? '') ? [] : [path];
  }
  // An element without anything in it is read as an empty text.
  const fields = typeof xml === 'object' && xml !== null ? (xml as Json) : { value: xml };
  return Object.entries(json).flatMap(([name, value]) =>
    differences(value, fields[name], `${path}/${name}`),
  );
}
