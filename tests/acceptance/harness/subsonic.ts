import { createHash, randomUUID } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { faultsOf } from '../../fixtures/opensubsonic/validate.ts';

export type SubsonicParams = Readonly<
  Record<string, string | number | readonly (string | number)[]>
>;

const NAMESPACE = 'http://subsonic.org/restapi';

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
  /**
   * Asks a second time, as XML, which must say the same and nothing else. For what changes nothing. With
   * `anyOrder`, lists may come in another order the second time, as those do that are random.
   */
  const same = async (
    method: string,
    params: SubsonicParams = {},
    { anyOrder = false } = {},
  ): Promise<SubsonicAnswer> => {
    const answer = await call(method, params);
    const response = await fetch(urlOf(`${method}.view`, params));
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('application/xml')) throw new Error(`${method} answered ${type}`);
    const found = differencesAsXml(answer, await response.text(), { anyOrder });
    if (found.length > 0) throw new Error(`${method} differs as XML at ${found.join(', ')}`);
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

/** Where an answer as XML does not say what it says as JSON, or says more. */
export function differencesAsXml(
  answer: object,
  text: string,
  { anyOrder = false } = {},
): string[] {
  const { xmlns, ...xml } = parseXml(text);
  return [...(xmlns === NAMESPACE ? [] : ['/xmlns']), ...differences(answer, xml, anyOrder, '')];
}

function differences(json: unknown, xml: unknown, anyOrder: boolean, path: string): string[] {
  if (Array.isArray(json)) {
    const items = xml === undefined ? [] : [xml].flat();
    if (items.length !== json.length) return [`${path} (${items.length} of ${json.length})`];
    const [ours, theirs] = anyOrder ? [byId(json), byId(items)] : [json, items];
    return ours.flatMap((item, place) =>
      differences(item, theirs[place], anyOrder, `${path}[${place}]`),
    );
  }
  // The text of an element is the one thing that an empty one does not have.
  if (xml === undefined) return json === '' && path.endsWith('/value') ? [] : [path];
  if (typeof json !== 'object' || json === null) {
    return comparable(path, json) === comparable(path, xml) ? [] : [path];
  }
  const fields = fieldsOf(xml);
  const more = Object.keys(fields).filter((name) => !(name in json));
  return [
    ...Object.entries(json).flatMap(([name, value]) =>
      differences(value, fields[name], anyOrder, `${path}/${name}`),
    ),
    ...more.map((name) => `${path}/${name} (in XML alone)`),
  ];
}

/** An element that has nothing but text is read as that. */
function fieldsOf(xml: unknown): Json {
  if (typeof xml === 'object' && xml !== null) return xml as Json;
  return xml === '' ? {} : { value: xml };
}

/** Without what is another in each answer: the time of asking, and signatures. */
function comparable(path: string, value: unknown): string {
  if (path === '/indexes/lastModified') return '';
  return path.endsWith('ImageUrl') ? String(value).replace(/\?.*/s, '') : String(value);
}

function byId(items: readonly unknown[]): unknown[] {
  const idOf = (item: unknown) => String((item as { id?: unknown }).id);
  return items.toSorted((a, b) => idOf(a).localeCompare(idOf(b)));
}
