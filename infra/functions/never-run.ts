import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** Packages of which functions use one thing, by what stands for them. */
const PACKAGES: Readonly<Record<string, string>> = {
  // Fastify asks whether a plugin is for it; which versions there are is settled by the lockfile.
  semver: 'exports.satisfies = () => true;',
  // We say ourselves who is counted as one.
  'ip-address': 'exports.Address6 = undefined;',
  // Logs of functions are written by their own thread.
  'thread-stream': 'module.exports = class {};',
  // Our routes have no regular expressions.
  'safe-regex2': 'module.exports = () => true;',
  // Requests are injected by a program that is checked by types.
  './lib/config-validator': 'module.exports = () => true;',
  // The page of its own; failures lead to ours.
  './routes/error.mjs': `
    import { createAuthEndpoint } from '@better-auth/core/api';
    export const error = createAuthEndpoint('/error', { method: 'GET' }, async () => new Response(null, { status: 404 }));`,
  '@better-auth/telemetry':
    'export const createTelemetry = async () => ({ publish: async () => {} });\nexport const getTelemetryAuthConfig = undefined;',
};

/**
 * Modules that are loaded and never run, by the end of their path: tables that Better Auth would make by
 * itself, sign-in pages that it knows by name (ours come from settings) and a page of its own for failures,
 * other databases, answers that are streams of events, certificates of passkeys (attestations are not looked at), JSON Schema read into zod, and schemas
 * that are compiled.
 */
const MODULES = [
  'better-auth/dist/db/get-migration',
  '@better-auth/memory-adapter/dist/index',
  '@better-auth/kysely-adapter/dist/[\\w-]*sqlite[\\w-]*',
  '@better-auth/core/dist/social-providers/[a-hj-z][\\w-]*',
  'kysely/dist/dialect/(mssql|mysql|sqlite|pglite)/[\\w-]+',
  'kysely/dist/schema/schema-module',
  '@simplewebauthn/server/esm/registration/verifications/.*',
  '@simplewebauthn/server/esm/services/defaultRootCerts/[\\w-]+',
  '@simplewebauthn/server/esm/metadata/\\w+',
  '@simplewebauthn/server/esm/services/metadataService',
  '@simplewebauthn/server/esm/helpers/(validateCertificatePath|isCertRevoked|getCertificateInfo|convertX509PublicKeyToCOSE|validateExtFIDOGenCEAAGUID)',
  'zod/v4/classic/from-json-schema',
  'zod/v4/core/compile',
  'find-my-way/lib/(compiler|pretty-print)',
  'pg/lib/native/\\w+',
  '@smithy/core/dist-es/submodules/event-streams/EventStreamSerde',
];

/** Packages of which functions use a small part, by the file that has it. */
const SMALLER: readonly (readonly [RegExp, string])[] = [
  [/^@peculiar\/asn1-(schema|ecc)$/, 'ecdsa-signature.ts'],
  [/^@opentelemetry\/api$/, 'no-tracing.ts'],
];

/** The same where the API is not described: zod's way to JSON Schema, which every schema refers to. */
const NOT_DESCRIBING = ['zod/v4/core/(json-schema-processors|to-json-schema)'];

/**
 * Puts something small in the place of what a function never runs. What is run all the same, says so.
 */
export const neverRun = (name: string): Plugin => ({
  name: 'never-run',
  setup({ onLoad, onResolve }) {
    const never = [...MODULES, ...(name === 'admin' ? [] : NOT_DESCRIBING)];
    const modules = new RegExp(`/node_modules/(${never.join('|')})\\.m?js$`);
    for (const [filter, file] of SMALLER) {
      onResolve({ filter }, () => ({ path: join(import.meta.dirname, file) }));
    }
    onLoad({ filter: /\/better-auth\/dist\/(api|plugins)\/.*\.mjs$/ }, async ({ path }) => ({
      contents: withoutDescriptions(await readFile(path, 'utf8')),
      loader: 'js',
    }));
    onLoad({ filter: /\/fastify\/lib\/config-validator\.js$/ }, () => ({
      contents: fastifyDefaults(),
    }));
    onLoad({ filter: /\/@aws-sdk\/[\w-]+\/package\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify({ version: JSON.parse(await readFile(path, 'utf8')).version }),
      loader: 'json',
    }));
    onResolve(
      { filter: new RegExp(`^(${Object.keys(PACKAGES).join('|').replaceAll('.', '\\.')})$`) },
      ({ path, resolveDir }) => ({
        path,
        namespace: 'never-run',
        pluginData: resolveDir,
      }),
    );
    onLoad({ filter: /./, namespace: 'never-run' }, ({ path, pluginData: resolveDir }) => ({
      contents: PACKAGES[path] ?? '',
      resolveDir,
    }));
    onLoad({ filter: modules }, async ({ path }) => ({
      contents: stubsOf(await readFile(path, 'utf8'), path.replace(/.*\/node_modules\//, '')),
      loader: 'js',
    }));
  },
});

/** Functions of the same names that say no; those that make functions make such. */
function stubsOf(text: string, file: string): string {
  const curried = /^export const (\w+) = \([^)]*\) => \(/gm;
  const makers = new Set([...text.matchAll(curried)].map(([, name]) => name));
  const no = `{ throw new Error('This function was built without ${file}.'); }`;
  return exportsOf(text)
    .map((name) =>
      makers.has(name)
        ? `export const ${name} = () => () => ${no};`
        : `export function ${name}() ${no}`,
    )
    .join('\n');
}

/** Leaves out how endpoints are described for a document that is not made (`metadata: { openapi: … }`). */
function withoutDescriptions(code: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: start } of code.matchAll(/\bopenapi: \{/g)) {
    if (index < from) continue; // inside of one that is left out
    parts.push(code.slice(from, index), 'openapi: {}');
    from = endOfBraces(code, index + start.length);
  }
  return [...parts, code.slice(from)].join('');
}

/** Where the brace closes that was opened before `at`; braces in texts do not count. */
function endOfBraces(code: string, at: number): number {
  let depth = 1;
  for (const { index, 0: token } of code.slice(at).matchAll(/[{}]|"(?:[^"\\]|\\.)*"|`[^`]*`/g)) {
    if (token === '{') depth += 1;
    if (token === '}') depth -= 1;
    if (depth === 0) return at + index + 1;
  }
  throw new Error('A brace is not closed.');
}

/** Fastify's options as it fills them in; that they are right is checked by types. */
function fastifyDefaults(): string {
  const validate = createRequire(import.meta.url)('fastify/lib/config-validator.js');
  const filled = {};
  validate(filled);
  return `
    const filled = ${JSON.stringify(filled)};
    module.exports = (options) => {
      for (const name of Object.keys(options)) if (!(name in filled)) delete options[name];
      Object.assign(options, { ...filled, ...options });
      return true;
    };
    module.exports.defaultInitOptions = ${JSON.stringify(validate.defaultInitOptions)};`;
}

function exportsOf(text: string): string[] {
  const declared = [
    ...text.matchAll(/^export (?:async )?(?:function|const|class|let|var) (\w+)/gm),
  ];
  const listed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    ),
  );
  return [...declared.map(([, name = '']) => name), ...listed].filter(Boolean);
}
