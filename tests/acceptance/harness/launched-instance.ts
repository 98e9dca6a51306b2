import type { Instance } from './running-instance.ts';

/**
 * An instance that whoever runs the suite starts, in the shape that is tried: `launcher` is where to ask.
 * It has no one process and no data folder.
 */
export async function launchInstance(
  launcher: string,
  env: Record<string, string>,
): Promise<Instance> {
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(new URL(path, launcher), {
      method,
      body: body ? JSON.stringify(body) : null,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return JSON.parse(text);
  };
  const { name, baseUrl } = (await ask('POST', '/', env)) as { name: string; baseUrl: string };
  const refuse = (): never => {
    throw new Error(`The instance at ${baseUrl} has nothing like that for us.`);
  };
  return {
    baseUrl,
    get dataDir() {
      return refuse();
    },
    get process() {
      return refuse();
    },
    startAndKill: refuse,
    kill9: () => ask('POST', `/${name}/kill`),
    start: (changedEnv) => ask('POST', `/${name}/start`, changedEnv ?? {}),
    dispose: () => ask('DELETE', `/${name}`),
  };
}
