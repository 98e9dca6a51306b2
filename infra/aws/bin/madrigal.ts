// `cdk` runs this: the installation is `-c installation=PATH`, by default an example.
import { resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { composeApp } from '../src/app.ts';
import { exampleKeys } from '../src/example-keys.ts';
import { readInstallation } from '../src/installation.ts';

const EXAMPLES = ['installations/example.json', 'installations/example-containers.json'];

const app = new App();
const path = app.node.tryGetContext('installation') ?? EXAMPLES[0];
const installation = readInstallation(resolve(import.meta.dirname, '..', path));
composeApp(app, {
  ...installation,
  // Examples are nobody's: their key has no other half.
  publicKeys: EXAMPLES.includes(path) ? exampleKeys : installation.publicKeys,
});
app.synth();
