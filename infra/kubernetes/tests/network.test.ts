import { describe, expect, it } from 'vitest';
import { named, needed, ofKind, RELEASE, render, valuesOf, withValues } from './render.ts';

const standard = render(valuesOf('standard'));
const full = render(valuesOf('full'));
const policy = (name: string, of = standard) =>
  named(of, 'NetworkPolicy', `${RELEASE}-${name}`).spec;

const services = ['admin', 'edge', 'photo', 'song', 'user', 'video'];
const keyReaders = ['admin', 'photo', 'song', 'video'];
const workers = ['audio', 'image', 'mail', 'slideshow', 'video'].map((name) => `worker-${name}`);

const http = [{ port: 'http', protocol: 'TCP' }];
const tcp = (ports: number[]) => ports.map((port) => ({ port, protocol: 'TCP' }));
const ofNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const component = (name: string) => ({
  podSelector: {
    matchLabels: {
      'app.kubernetes.io/name': 'madrigal',
      'app.kubernetes.io/instance': RELEASE,
      'app.kubernetes.io/component': name,
    },
  },
});
const from = (...peers: object[]) => ({ from: peers, ports: http });
const figures = from(ofNamespace('monitoring'));
const world = from(ofNamespace('ingress-nginx'));
const gateway = component('gateway');

const names = {
  to: [ofNamespace('kube-system'), { ipBlock: { cidr: '169.254.20.10/32' } }],
  ports: [
    { port: 53, protocol: 'UDP' },
    { port: 53, protocol: 'TCP' },
  ],
};
const engines = { ports: tcp([5432, 6379, 27017, 443, 9000, 465, 587, 4318]) };
const storage = { ports: tcp([443, 9000, 4318]) };
const asks = (...peers: string[]) => ({ to: peers.map(component), ports: http });

const rules: [string, object[], object[]][] = [
  ['gateway', [world], [names, asks(...services)]],
  ['edge', [figures, world, from(gateway)], [names, storage]],
  ['user', [figures, from(gateway, ...keyReaders.map(component))], [names, engines]],
  ...keyReaders.map((name): (typeof rules)[number] => [
    name,
    [figures, from(gateway)],
    [names, asks('user'), engines],
  ]),
  ...workers.map((name): (typeof rules)[number] => [name, [figures], [names, engines]]),
  ['migrate', [], [names, engines]],
];

describe('who may reach whom', () => {
  it.each(rules)('is said of %s, and nothing else', (name, ingress, egress) => {
    expect(policy(name)).toEqual({
      podSelector: component(name).podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress,
      egress,
    });
  });

  it('is said of every pod', () => {
    const workloads = [...ofKind(standard, 'Deployment'), ...ofKind(standard, 'Job')];
    for (const { metadata, spec } of workloads) {
      const { podSelector } = named(standard, 'NetworkPolicy', metadata.name).spec;
      expect(spec.template.metadata.labels).toMatchObject(podSelector.matchLabels);
    }
    expect(workloads).toHaveLength(rules.length);
  });

  it('is narrowed to the addresses that values name', () => {
    const to = [{ ipBlock: { cidr: '10.0.0.0/8' } }];
    expect(policy('song', full).egress.at(-1)).toEqual({ ...engines, to });
    expect(policy('edge', full).egress.at(-1)).toEqual({ ...storage, to });
    // An empty list of ports would open all of them.
    for (const ports of ['egressPorts', 'edgeEgressPorts']) {
      expect(withValues({ ...needed, networkPolicy: { [ports]: [] } })).toThrow(ports);
    }
  });

  it('follows a DNS that is elsewhere, as the gateway does', () => {
    const elsewhere = withValues({
      ...needed,
      gateway: { resolver: 'dns-default.openshift-dns.svc.cluster.local' },
      networkPolicy: { dns: { namespace: 'openshift-dns', cidrs: [], port: 5353 } },
    })();
    for (const { spec } of ofKind(elsewhere, 'NetworkPolicy')) {
      expect(spec.egress[0]).toEqual({
        to: [ofNamespace('openshift-dns')],
        ports: [
          { port: 5353, protocol: 'UDP' },
          { port: 5353, protocol: 'TCP' },
        ],
      });
    }
    const resolver = (of: typeof standard) =>
      /resolver (.*) valid/.exec(
        named(of, 'ConfigMap', `${RELEASE}-gateway`).data?.['upstreams.conf'] ?? '',
      )?.[1];
    expect(resolver(elsewhere)).toBe('dns-default.openshift-dns.svc.cluster.local');
    expect(resolver(standard)).toBe('kube-dns.kube-system.svc.cluster.local');
  });

  it('sends media past the gateway, by TLS', () => {
    const { metadata, spec } = named(standard, 'Ingress', RELEASE);
    const [cdn, rest] = spec.rules[0].http.paths;
    expect([cdn.path, cdn.backend.service.name]).toEqual(['/cdn', `${RELEASE}-edge`]);
    expect([rest.path, rest.backend.service.name]).toEqual(['/', `${RELEASE}-gateway`]);
    expect(spec.tls).toEqual([{ hosts: ['music.example'], secretName: `${RELEASE}-tls` }]);
    expect(metadata.annotations?.['cert-manager.io/cluster-issuer']).toBe('letsencrypt');
  });

  it('names the host alone where the address has a port', () => {
    const { spec } = named(
      withValues({ ...needed, publicUrl: 'https://music.example:8443' })(),
      'Ingress',
      RELEASE,
    );
    expect(spec.rules.map(({ host }: { host: string }) => host)).toEqual(['music.example']);
    expect(spec.tls[0].hosts).toEqual(['music.example']);
  });
});
