import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { composeApp } from '../src/app.ts';
import type { ContainersStack } from '../src/compositions/containers.ts';
import type { ServerlessStack } from '../src/compositions/serverless.ts';
import { exampleKeys } from '../src/example-keys.ts';
import { parseInstallation } from '../src/installation.ts';

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are looked into at any depth.
  Properties: any;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export interface Synthesised<S> {
  stack: S;
  resources: Readonly<Record<string, Resource>>;
  /** Those of one type, with their logical ids. */
  ofType(type: string): (Resource & { id: string })[];
  /** Resources of the main stack; CloudFormation takes 500. */
  size: number;
  /** Templates of all stacks, as text. */
  text: string;
}

interface Template {
  Resources: Record<string, Resource>;
}

/** What the CLI says, too. */
const { context } = JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8'));

const example = {
  name: 'music',
  region: 'us-east-1',
  domain: 'music.example.org',
  hostedZone: { id: 'Z0123456789EXAMPLE', name: 'example.org' },
  alarmEmail: 'ops@example.org',
  mailFrom: 'Madrigal <music@example.org>',
  budgetUsd: 50,
};

/** Synthesises an installation, which also runs cdk-nag: a rule that is broken throws. */
export function synthesise(
  composition: 'serverless',
  changes?: object,
  keys?: typeof exampleKeys,
): Synthesised<ServerlessStack>;
export function synthesise(
  composition: 'containers',
  changes?: object,
): Synthesised<ContainersStack>;
export function synthesise(
  composition: 'serverless' | 'containers',
  changes: object = {},
  keys = exampleKeys,
): Synthesised<ServerlessStack | ContainersStack> {
  const app = new App({ context });
  const stack = composeApp(app, parseInstallation({ ...example, composition, ...changes }, keys));
  const assembly = app.synth();
  const { template } = assembly.getStackByName(stack.stackName);
  const nested = readdirSync(assembly.directory)
    .filter((file) => file.endsWith('.nested.template.json'))
    .map((file) => JSON.parse(readFileSync(join(assembly.directory, file), 'utf8')) as Template);
  const all = [template as Template, ...nested];
  const Resources = Object.assign(
    {},
    ...all.map((each) => each.Resources),
  ) as Template['Resources'];
  return {
    stack,
    resources: Resources,
    ofType: (type) =>
      Object.entries(Resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([id, resource]) => ({ id, ...resource })),
    size: Object.keys((template as Template).Resources).length,
    text: JSON.stringify([...assembly.stacks.map((each) => each.template), ...nested]),
  };
}

interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: unknown;
}

export const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** All that a role is allowed, by the policies attached to it: actions with the resources they are on. */
export function allowedTo(
  { ofType }: Pick<Synthesised<unknown>, 'ofType'>,
  roleId: string,
): { action: string; resource: string }[] {
  // What does not fit into a policy of the role itself, CDK puts into others.
  return [...ofType('AWS::IAM::Policy'), ...ofType('AWS::IAM::ManagedPolicy')]
    .filter(({ Properties }) =>
      Properties.Roles.some((role: { Ref?: string }) => role.Ref === roleId),
    )
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) =>
        list(Resource).map((resource) => ({ action, resource: JSON.stringify(resource) })),
      ),
    );
}

/** Ids of resources that wait for each other in a circle, which CloudFormation refuses; none where there is no such circle. */
export function circleIn(resources: Readonly<Record<string, Resource>>): string[] {
  const done = new Set<string>();
  const follow = (id: string, path: readonly string[]): string[] => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return [];
    for (const next of namedIn(resources[id])) {
      if (!(next in resources) || next === id) continue;
      const circle = follow(next, [...path, id]);
      if (circle.length > 0) return circle;
    }
    done.add(id);
    return [];
  };
  return (
    Object.keys(resources)
      .map((id) => follow(id, []))
      .find(({ length }) => length > 0) ?? []
  );
}

/** What a resource refers to, or is told to wait for. */
function namedIn(resource: Resource | undefined): string[] {
  const text = JSON.stringify(resource ?? {});
  const named = [...text.matchAll(/"(?:Ref":|Fn::GetAtt":\[)"(\w+)"/g)].map(([, id = '']) => id);
  return [...named, ...list(resource?.DependsOn ?? [])];
}

/** Id of the role of a function or task. */
export function roleIdOf(role: { 'Fn::GetAtt': [string, string] }): string {
  return role['Fn::GetAtt'][0];
}
