import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { endpoints } from '../../../packages/contract/src/index.ts';
import {
  chart,
  installations,
  type Manifest,
  named,
  ofKind,
  RELEASE,
  render,
  valuesOf,
} from './render.ts';

const full = render(valuesOf('full'));
const values = parseYaml(readFileSync(join(chart, 'values.yaml'), 'utf8'));

type Labels = Record<string, string>;
interface Port {
  name: string;
  port?: number;
  containerPort?: number;
  targetPort?: string;
}
const labelsOf = (deployment: Manifest): Labels => deployment.spec.template.metadata.labels;
const containerOf = (deployment: Manifest) => deployment.spec.template.spec.containers[0];
const selects = (selector: Labels, labels: Labels) =>
  Object.entries(selector).every(([name, value]) => labels[name] === value);
const without = (deployments: Manifest[], name: string) =>
  deployments.filter(({ metadata }) => metadata.name !== `${RELEASE}-${name}`);

describe.each(installations)('what belongs together finds each other, %s', (name) => {
  const manifests = render(valuesOf(name));
  const deployments = ofKind(manifests, 'Deployment');

  it('each workload has pods of its own', () => {
    expect(deployments.length).toBeGreaterThan(0);
    for (const deployment of deployments) {
      const { matchLabels } = deployment.spec.selector;
      const matched = deployments.filter((other) => selects(matchLabels, labelsOf(other)));
      expect(matched.map(({ metadata }) => metadata.name)).toEqual([deployment.metadata.name]);
    }
  });

  it('spread, budget and autoscaler are of the same pods', () => {
    for (const { metadata, spec } of deployments) {
      const { matchLabels } = spec.selector;
      for (const { labelSelector } of spec.template.spec.topologySpreadConstraints) {
        expect(labelSelector.matchLabels, metadata.name).toEqual(matchLabels);
      }
    }
    for (const { metadata, spec } of ofKind(manifests, 'PodDisruptionBudget')) {
      const { selector } = named(manifests, 'Deployment', metadata.name).spec;
      expect(spec.selector, metadata.name).toEqual(selector);
    }
    for (const { metadata, spec } of ofKind(manifests, 'HorizontalPodAutoscaler')) {
      expect(spec.scaleTargetRef).toEqual({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: metadata.name,
      });
      named(manifests, 'Deployment', metadata.name);
    }
  });

  it('a Service leads to a port that its pods have', () => {
    for (const { metadata, spec } of ofKind(manifests, 'Service')) {
      const pods = deployments.filter((each) => selects(spec.selector, labelsOf(each)));
      const expected = metadata.name.endsWith('-metrics')
        ? without(deployments, 'gateway')
        : [named(manifests, 'Deployment', metadata.name)];
      expect(pods.map((each) => each.metadata.name)).toEqual(
        expected.map((each) => each.metadata.name),
      );
      for (const pod of pods) {
        const ports = (containerOf(pod).ports as Port[]).map((port) => port.name);
        expect(ports).toEqual((spec.ports as Port[]).map(({ targetPort }) => targetPort));
      }
    }
  });

  it('probes ask what answers, at the port that is listened on', () => {
    for (const deployment of without(deployments, 'gateway')) {
      const { env, ports, startupProbe, livenessProbe, readinessProbe } = containerOf(deployment);
      const told = (env as { name: string; value?: string }[]).find(
        ({ name: it }) => it === 'PORT',
      );
      expect(ports).toEqual([{ name: 'http', containerPort: Number(told?.value) }]);
      const live = { path: endpoints.getLiveness.path, port: 'http' };
      expect([startupProbe.httpGet, livenessProbe.httpGet]).toEqual([live, live]);
      expect(readinessProbe.httpGet).toEqual({ path: endpoints.getReadiness.path, port: 'http' });
    }
    const gateway = containerOf(named(manifests, 'Deployment', `${RELEASE}-gateway`));
    const nginx = readFileSync(join(chart, '../../gateway/nginx.conf'), 'utf8');
    for (const { httpGet } of [gateway.livenessProbe, gateway.readinessProbe]) {
      expect(httpGet.port).toBe('http');
      expect(nginx).toContain(`location = ${httpGet.path} {`);
    }
    expect(gateway.ports).toEqual([
      { name: 'http', containerPort: Number(/listen (\d+);/.exec(nginx)?.[1]) },
    ]);
  });
});

it('autoscalers have the numbers of the values', () => {
  const scaled: Record<string, { autoscaling: Record<string, unknown> }> = {
    ...values.services,
    gateway: values.gateway,
  };
  for (const [name, { autoscaling }] of Object.entries(scaled)) {
    const { spec } = named(full, 'HorizontalPodAutoscaler', `${RELEASE}-${name}`);
    const [cpu, memory] = (spec.metrics as { resource: { name: string; target: object } }[]).map(
      ({ resource }) => resource,
    );
    const { minReplicas, maxReplicas } = spec;
    expect({ minReplicas, maxReplicas }, name).toEqual({
      minReplicas: autoscaling.minReplicas,
      maxReplicas: autoscaling.maxReplicas,
    });
    const at = (averageUtilization: unknown) => ({ type: 'Utilization', averageUtilization });
    expect(cpu).toEqual({ name: 'cpu', target: at(autoscaling.cpuPercent) });
    expect(memory).toEqual({ name: 'memory', target: at(autoscaling.memoryPercent) });
  }
});

it('Prometheus finds the figures by labels and a port that there are', () => {
  const monitor = named(full, 'ServiceMonitor', RELEASE).spec;
  const found = ofKind(full, 'Service').filter(({ metadata }) =>
    selects(monitor.selector.matchLabels, metadata.labels ?? {}),
  );
  const metrics = named(full, 'Service', `${RELEASE}-metrics`);
  expect(found).toEqual([metrics]);
  expect(monitor.endpoints).toMatchObject([{ port: metrics.spec.ports[0].name, path: '/metrics' }]);
});
