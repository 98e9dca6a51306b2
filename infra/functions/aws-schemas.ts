import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Clients whose errors are told apart by name, which is kept without a class, but for those that hold more. */
const ERRORS_BY_NAME = /client-(ssm|cognito-identity-provider|dynamodb)\//;
const HOLD_MORE = /^(ConditionalCheckFailed|TransactionCanceled)Exception$/;

/**
 * Lets a bundle drop what it does not use of the descriptions that clients of AWS have of all their calls.
 * Keys like `[_h]` may have effects as far as a bundler knows; here they are constants, and are written out.
 */
export const awsSchemas: Plugin = {
  name: 'aws-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk\/[\w-]+\/.*\/schemas\/schemas_\d+\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const constants = new Map(
        [...text.matchAll(/^const (\w+) = (".*?");$/gm)].map(([, name, value]) => [name, value]),
      );
      const written = text.replace(/\[(\w+)\]: /g, (key, name) => {
        const value = constants.get(name);
        return value ? `${value}: ` : key;
      });
      const contents = ERRORS_BY_NAME.test(path)
        ? written.replace(/^n\d+_registry\.registerError\((\w+)\$, .*\);$/gm, (line, name) =>
            HOLD_MORE.test(name) ? line : '',
          )
        : written;
      return { contents, loader: 'js' };
    });
  },
};
