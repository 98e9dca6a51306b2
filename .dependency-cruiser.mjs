/**
 * The dependency rule of docs/architecture.md as data: what each part of the house may import.
 * Whatever is not listed is forbidden, packages from npm included.
 */
import { Visitor } from '@swc/core/Visitor.js';

const core = '^packages/core/src/';
const contract = '^packages/contract/src/';
const adapters = '^packages/adapters/src/';
const server = '^packages/server/src/';
const web = '^apps/web/src/';
const acceptance = '^tests/acceptance/';
const fixtures = '^tests/fixtures/';

// The visitor that comes with swc gives up at `using`: its parts are visited like those of `const`.
const { visitStatement } = Visitor.prototype;
Visitor.prototype.visitStatement = function visitAnyStatement(statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};

/** Tests and what only tests use may import test tools besides. */
const testCode = '\\.test\\.tsx?$|/testing/';
const npm = '(^|/)node_modules/';

/** Modules of core: the folders that have an index.ts as their only face. */
const coreModule = `${core}(media/[^/]+|[^/]+)/`;

const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from,
  to: { pathNot: allowed },
});

const packageNamed = (...names) => `${npm}(${names.join('|')})/`;

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or need a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'An import that cannot be resolved is not checked by any rule here.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|\\?(url|raw|inline)$' },
    },
    only(
      'contract-needs-zod-only',
      { path: contract, pathNot: testCode },
      [contract, packageNamed('zod')],
      'The contract runs in browsers: schemas and nothing else.',
    ),
    only(
      'core-has-no-sdk',
      { path: core, pathNot: testCode },
      [core, contract, '^(crypto|path|os|fs/promises)$'],
      'Core knows ports, not engines; Node only for temporary work.',
    ),
    only(
      'core-tests-have-no-sdk',
      { path: `${core}.*(${testCode})` },
      [core, contract, '^(crypto|path|os|fs|fs/promises)$', packageNamed('vitest', 'fast-check')],
      'Tests of core run on ports held in memory.',
    ),
    {
      name: 'core-module-through-its-index',
      severity: 'error',
      comment: 'index.ts is the only face of a module of core.',
      from: { path: coreModule },
      to: { path: coreModule, pathNot: [`${core}$1/`, `${coreModule}index\\.ts$`] },
    },
    {
      name: 'core-from-outside-through-its-index',
      severity: 'error',
      comment: 'index.ts is the only face of a module of core.',
      from: { pathNot: core },
      to: { path: core, pathNot: `${coreModule}index\\.ts$` },
    },
    only(
      'adapters-import-ports-and-sdks',
      { path: adapters, pathNot: testCode },
      [adapters, core, contract, npm, '^[a-z_/]+$'],
      'An adapter knows the ports it implements and its own SDK, never the server.',
    ),
    only(
      'adapters-tests-import-fixtures-too',
      { path: `${adapters}.*(${testCode})` },
      [adapters, core, contract, fixtures, npm, '^[a-z_/]+$'],
      'Tests of an adapter may work on the fixtures that every test shares.',
    ),
    {
      name: 'adapters-ports-apart',
      severity: 'error',
      comment: "An engine never imports another port's folder, nor a sibling engine.",
      from: { path: `${adapters}([^/]+)/([^/]+)/`, pathNot: testCode },
      to: {
        path: adapters,
        pathNot: [`${adapters}$1/$2/`, `${adapters}$1/[^/]+\\.ts$`, `${adapters}shared/`],
      },
    },
    {
      name: 'adapters-test-ports-apart',
      severity: 'error',
      comment: 'Tests of an engine may start the database that the engine runs on, nothing more.',
      from: { path: `${adapters}([^/]+)/([^/]+)/.*(\\.test\\.ts$|testing/)` },
      to: {
        path: adapters,
        pathNot: [
          `${adapters}$1/`,
          `${adapters}shared/`,
          `${adapters}database/postgres/(testing/|index\\.ts$)`,
        ],
      },
    },
    {
      name: 'server-parts-know-no-adapter',
      severity: 'error',
      comment: 'HTTP, edge and jobs work on core; only compose and entry know engines.',
      from: { path: `${server}(http|edge|jobs)/` },
      to: { path: [adapters, `${server}(compose|entry|config)/`] },
    },
    {
      name: 'config-knows-no-engine',
      severity: 'error',
      comment: 'Settings are read and typed; engines are chosen in compose.',
      from: { path: `${server}config/` },
      to: { path: [adapters, `${server}(compose|entry|http|edge|jobs)/`] },
    },
    {
      name: 'compose-is-below-entry',
      severity: 'error',
      from: { path: `${server}compose/` },
      to: { path: `${server}entry/` },
    },
    {
      name: 'web-imports-the-contract-only',
      severity: 'error',
      from: { path: '^apps/web/' },
      // Tests of sign-in at a user pool meet the same stand-in as those in a browser.
      to: {
        path: '^(packages|tests|scripts|bench)/',
        pathNot: [contract, '^tests/acceptance/harness/user-pool/'],
      },
    },
    {
      name: 'web-ui-is-the-bottom',
      severity: 'error',
      comment: 'app -> features -> ui; requests and texts are as far down as ui.',
      from: { path: `${web}(ui|api|messages)/` },
      to: { path: `${web}(app|features)/` },
    },
    {
      name: 'web-features-below-app',
      severity: 'error',
      comment: 'app -> features -> ui',
      from: { path: `${web}features/` },
      to: { path: `${web}app/` },
    },
    {
      name: 'infra-knows-settings-only',
      severity: 'error',
      comment:
        'A deployment sets what the server reads, and makes the tables and queues it needs; it runs none of its code.',
      from: { path: '^infra/aws/' },
      to: {
        path: '^(packages|apps|tests)/',
        pathNot: [
          `${server}config/index\\.ts$`,
          `${adapters}database/dynamodb/tables\\.ts$`,
          `${core}shared/index\\.ts$`,
        ],
      },
    },
    {
      name: 'acceptance-is-a-black-box',
      severity: 'error',
      comment:
        'The same suite runs against every shape, so it knows the wire and nothing behind it.',
      from: { path: [acceptance, '^tests/browser/'] },
      to: {
        path: '^(packages|apps|scripts|bench|tests)/',
        pathNot: [contract, fixtures, '^tests/(acceptance|browser)/'],
      },
    },
    {
      name: 'fixtures-know-nobody',
      severity: 'error',
      from: { path: fixtures },
      to: { path: '^(packages|apps|scripts|bench|tests)/', pathNot: fixtures },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      comment: 'Product code never depends on test code.',
      from: { path: '^(packages|apps)/', pathNot: [testCode, '/global-setup\\.ts$'] },
      to: { path: ['\\.test\\.tsx?$', '/testing/', '^tests/'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^apps/web/dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.mjs', '.js', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
