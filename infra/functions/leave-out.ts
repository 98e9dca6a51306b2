import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { httpFunctions } from '../../packages/server/src/http/function-of.ts';

/** Engines that no function chooses, by the end of their path. Choosing one anyway says so. */
const NOT_HERE = [
  'adapters/src/jobs/postgres/index.ts',
  'adapters/src/blobs/filesystem/index.ts',
  'adapters/src/database/postgres/backup/dump.ts',
  'adapters/src/database/postgres/backup/load.ts',
  'adapters/src/database/postgres/embedded-server.ts',
  'server/src/http/event-stream.ts',
  'server/src/http/subsonic/index.ts',
  'server/src/http/reference.ts',
  'server/src/http/web-app.ts',
  'server/src/tracing/start-tracing.ts',
  'adapters/src/cache/redis/index.ts',
  'adapters/src/events/redis/index.ts',
  'adapters/src/events/postgres/index.ts',
  'adapters/src/accounts/better-auth/mongodb/records.ts',
  'adapters/src/accounts/better-auth/mongodb/take-over.ts',
];
/** The same where mails and texts are only queued. */
const NOT_IN_HTTP = [
  'adapters/src/mail/ses/index.ts',
  'adapters/src/mail/smtp/index.ts',
  'adapters/src/sms/sns/index.ts',
];

/** The same where no pictures are decoded: what is imported when needed would be needed at start. */
const NOT_BUT_IN_ADMIN = ['draw-picture', 'prepare-cover', 'scale-cover'].map(
  (name) => `adapters/src/media-tools/sharp/${name}.ts`,
);

/** The same but in one function: others check tokens by public keys, and nobody signs in there. */
const ONLY_IN: Readonly<Record<string, string>> = {
  'adapters/src/accounts/better-auth/accounts.ts': 'user',
  'server/src/http/export.ts': 'user',
  'server/src/http/openapi.ts': 'admin',
};

/** Ends of the paths of what a function is built without. */
export function absentIn(name: string): string[] {
  const isHttp = httpFunctions.some((each) => each === name);
  const drawsNothing = isHttp ? name !== 'admin' : ['mail', 'sweep', 'migrate'].includes(name);
  return [
    ...NOT_HERE,
    ...(isHttp ? NOT_IN_HTTP : []),
    ...(drawsNothing ? NOT_BUT_IN_ADMIN : []),
    ...Object.keys(ONLY_IN).filter((path) => ONLY_IN[path] !== name),
  ];
}

/** Puts a module that says no in the place of those whose paths end so. */
export function leaveOut(endings: readonly string[]): Plugin {
  return {
    name: 'leave-out',
    setup({ onLoad }) {
      onLoad({ filter: endingWith(endings) }, async ({ path }) => {
        const ending = endings.find((each) => path.endsWith(each));
        const text = await readFile(path, 'utf8');
        const stubs = [...text.matchAll(/^export (?:async )?(function|const) (\w+)/gm)].map(
          ([, kind, name]) =>
            kind === 'const'
              ? `export const ${name} = undefined;`
              : `export function ${name}() { throw new Error('This function was built without ${ending}.'); }`,
        );
        return { contents: stubs.join('\n'), loader: 'js' };
      });
    },
  };
}

/** In words that esbuild understands without asking us about each file. */
function endingWith(endings: readonly string[]): RegExp {
  return new RegExp(`/(${endings.map((each) => each.replaceAll('.', '\\.')).join('|')})$`);
}

/**
 * Packages that are loaded and never used: Fastify's compilers of JSON Schema (the contract checks what
 * comes and goes), ways to credentials that functions have not, and messages of zod in other languages.
 */
const NEVER_USED =
  /^(@fastify\/(ajv-compiler|fast-json-stringify-compiler)|@aws-sdk\/credential-provider-(sso|ini|process|login|web-identity|http)|@smithy\/credential-provider-imds|\.\.?\/locales\/index\.js)$/;

/** Empties them. */
export const neverUsed: Plugin = {
  name: 'never-used',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: NEVER_USED }, ({ path }) => ({ path, namespace: 'never-used' }));
    onLoad({ filter: /./, namespace: 'never-used' }, ({ path }) => ({
      contents: path.startsWith('@fastify/')
        ? `module.exports = () => () => { throw new Error('This function was built without ${path}.'); };`
        : 'module.exports = {};',
    }));
  },
};
