import { isCode } from './problem.ts';

/**
 * What was answered last stands in while the server cannot be reached, so that the app opens without
 * a connection. Only for what the app needs to open.
 */
export async function rememberedOffline<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const key = `madrigal.remembered.${name}`;
  try {
    const answer = await ask();
    store(key, JSON.stringify(answer));
    return answer;
  } catch (error) {
    // For a server that is gone a proxy answers in its place.
    const isGone = isCode(error, 'network') || isCode(error, 'unavailable');
    const known = isGone ? stored(key) : null;
    if (known === null) throw error;
    return JSON.parse(known) as T;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked: the app opens with a connection only.
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
