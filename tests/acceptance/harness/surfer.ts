/** Something like a browser: cookies of its own for every origin, and redirects it can follow. */
export interface Surfer {
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** Throws the cookies of an origin away. */
  forget(origin: string): void;
  /** Sends JSON from a page of that origin. */
  post(url: string | URL, body: object): Promise<Response>;
  /** Follows redirects until an address that `stop` likes, and answers it without going there. */
  follow(url: string | URL, stop: (url: URL) => boolean): Promise<URL>;
}

const MOST_REDIRECTS = 10;

export function createSurfer(): Surfer {
  const jars = new Map<string, Map<string, string>>();
  const surf: Surfer['fetch'] = async (address, init = {}) => {
    const url = new URL(address);
    const jar = jars.get(url.origin) ?? new Map<string, string>();
    jars.set(url.origin, jar);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  return {
    fetch: surf,
    forget: (origin) => void jars.delete(origin),
    post: (address, body) =>
      surf(address, {
        method: 'POST',
        headers: { origin: new URL(address).origin, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    follow: async (address, stop) => {
      let url = new URL(address);
      for (let hops = 0; hops < MOST_REDIRECTS; hops += 1) {
        if (stop(url)) return url;
        const response = await surf(url);
        const location = response.headers.get('location');
        if (!location) throw new Error(`${url} answered ${response.status} and led nowhere`);
        url = new URL(location, url);
      }
      throw new Error(`still on the way at ${url}`);
    },
  };
}
