import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { jobKinds } from '../../../packages/core/src/shared/index.ts';
import { type ConfigSources, loadConfig } from '../../../packages/server/src/config/load-config.ts';
import { settings } from '../../../packages/server/src/config/settings.ts';
import { isOfClasses, type JobClass } from '../../../packages/server/src/jobs/classes.ts';
import { createMetrics } from '../../../packages/server/src/metrics/index.ts';
import {
  chart,
  installations,
  type Manifest,
  named,
  needed,
  ofKind,
  RELEASE,
  render,
  valuesOf,
  withValues,
} from './render.ts';

const SERVICES = ['user', 'admin', 'song', 'photo', 'video', 'edge'];
const WORKERS = ['audio', 'image', 'video', 'slideshow', 'mail'];
const standard = render(valuesOf('standard'));
const full = render(valuesOf('full'));

const pods = (manifests: Manifest[]) =>
  [...ofKind(manifests, 'Deployment'), ...ofKind(manifests, 'Job')].map((manifest) => ({
    name: manifest.metadata.name,
    pod: manifest.spec.template.spec,
    container: manifest.spec.template.spec.containers[0],
  }));
interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: { secretKeyRef: { key: string } };
}
const envOf = (manifests: Manifest[], name: string): EnvVar[] =>
  pods(manifests).find((pod) => pod.name === `${RELEASE}-${name}`)?.container.env ?? [];
const secretsOf = (name: string) =>
  envOf(full, name)
    .filter(({ valueFrom }) => valueFrom)
    .map((variable) => variable.name);

const secretSettings = () =>
  Object.entries(settings).flatMap(([name, setting]) =>
    'secret' in setting && setting.secret ? [name] : [],
  );

/** What a Secret may hold; what is not here is left out of it, as optional keys are. */
const secretTexts: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgresql://madrigal@postgres/madrigal',
  DATABASE_REPLICA_URL: 'postgresql://madrigal@postgres-replica/madrigal',
  MONGODB_URL: 'mongodb://madrigal:secret@mongo-0,mongo-1/madrigal?replicaSet=rs0',
  REDIS_URL: 'redis://redis:6379',
  S3_ACCESS_KEY_ID: 'id',
  S3_SECRET_ACCESS_KEY: 'secret',
  AUTH_SECRET: 'a'.repeat(40),
  SEALING_SECRET: 's'.repeat(40),
  SMTP_URL: 'smtps://user:password@mail.example',
};

const keyPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const emptyMachine: Omit<ConfigSources, 'env'> = {
  argv: [],
  cwd: '/app',
  files: {
    read: (path) => {
      if (path === '/secrets/edge-private.pem') return pemOf(keyPair.privateKey, 'pkcs8');
      return path === '/secrets/edge-public.pem' ? pemOf(keyPair.publicKey, 'spki') : null;
    },
    faultOfFolder: () => null,
    faultOfProgram: () => null,
  },
};

function pemOf(key: KeyObject, type: 'pkcs8' | 'spki'): string {
  return key.export({ format: 'pem', type: type as 'spki' }).toString();
}

describe('every service and worker', () => {
  it.each([...SERVICES, ...WORKERS.map((name) => `worker-${name}`), 'gateway'])(
    '%s can be replaced, scaled and moved by itself',
    (name) => {
      const { spec } = named(standard, 'Deployment', `${RELEASE}-${name}`);
      expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
      expect(spec.template.spec.topologySpreadConstraints).toHaveLength(1);
      expect(spec.selector.matchLabels['app.kubernetes.io/component']).toBe(name);
      named(standard, 'PodDisruptionBudget', `${RELEASE}-${name}`);
      named(standard, 'NetworkPolicy', `${RELEASE}-${name}`);
    },
  );

  it('scales by processor and memory, or by the length of its queue, never by both', () => {
    const scaler = named(full, 'HorizontalPodAutoscaler', `${RELEASE}-song`);
    expect(scaler.apiVersion).toBe('autoscaling/v2');
    expect(
      scaler.spec.metrics.map((metric: EnvVar & { resource: EnvVar }) => metric.resource.name),
    ).toEqual(['cpu', 'memory']);
    const targets = [
      ...ofKind(full, 'HorizontalPodAutoscaler'),
      ...ofKind(full, 'ScaledObject'),
    ].map(({ spec }) => spec.scaleTargetRef.name);
    expect(new Set(targets).size).toBe(targets.length);
  });

  it('scales by jobs that wait and jobs under way: a long one is not ended because no other waits', () => {
    const { spec } = named(full, 'ScaledObject', `${RELEASE}-worker-video`);
    expect(spec.minReplicaCount).toBe(0);
    const [{ metadata }] = spec.triggers;
    const video = 'namespace="media", kind=~"video[.].*"';
    expect(metadata).toMatchObject({
      query: `sum(max by (kind) (madrigal_queue_waiting{${video}}) + max by (kind) (madrigal_queue_running{${video}}))`,
      // Each worker does one at a time.
      threshold: '1',
    });
  });

  it('keeps a worker where its jobs cannot be counted', () => {
    const scaled = ofKind(full, 'ScaledObject');
    expect(scaled).toHaveLength(2);
    for (const { spec } of scaled) {
      expect(spec.triggers[0].metadata.ignoreNullValues).toBe('false');
      expect(spec.fallback.replicas).toBeGreaterThanOrEqual(1);
    }
  });

  it('leaves no job undone, and counts those of each class', () => {
    const { workers } = parseYaml(readFileSync(join(chart, 'values.yaml'), 'utf8')) as {
      workers: Record<string, { kinds: string }>;
    };
    const done = WORKERS.flatMap((name) => {
      const told = envOf(standard, `worker-${name}`).find(
        (variable) => variable.name === 'WORKERS',
      );
      const classes = (told?.value ?? '').split(',') as JobClass[];
      const kinds = jobKinds.filter((kind) => isOfClasses(classes, kind));
      const counted = new RegExp(`^(?:${workers[name]?.kinds})$`);
      expect([name, jobKinds.filter((kind) => counted.test(kind))]).toEqual([name, kinds]);
      return kinds;
    });
    expect(done.toSorted()).toEqual(jobKinds.toSorted());
  });

  it('leaves the number of replicas to whatever scales it', () => {
    expect(named(standard, 'Deployment', `${RELEASE}-song`).spec).not.toHaveProperty('replicas');
    expect(named(render(valuesOf('small')), 'Deployment', `${RELEASE}-song`).spec.replicas).toBe(1);
  });

  it('finishes what it does before it is killed', () => {
    // listen.ts: requests under way get these before the grace of jobs begins. Jobs are given back after it.
    const DRAIN_SECONDS = 5;
    const slow = withValues({ ...needed, shutdown: { delaySeconds: 10, graceSeconds: 300 } })();
    for (const [manifests, told] of [
      [standard, 5 + 60],
      [slow, 10 + 300],
    ] as const) {
      for (const { name, pod } of pods(manifests)) {
        if (pod.restartPolicy === 'Never') continue;
        const spare = pod.terminationGracePeriodSeconds - told - DRAIN_SECONDS;
        expect(spare, name).toBeGreaterThanOrEqual(5);
      }
    }
  });
});

describe.each(installations)('pods, %s', (name) => {
  const all = pods(render(valuesOf(name)));

  it.each(all.map((pod) => [pod.name, pod] as const))('%s may do as little as can be', (_, it) => {
    expect(it.pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(it.container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(it.container.resources).toMatchObject({
      requests: { cpu: expect.anything(), memory: expect.anything() },
      limits: { memory: expect.anything() },
    });
    for (const volume of it.pod.volumes) {
      if (volume.emptyDir) expect(volume.emptyDir.sizeLimit).toBeDefined();
    }
  });

  it('tell whether they live and whether they are ready', () => {
    for (const { name: pod, container } of all) {
      if (pod.endsWith('-migrate')) continue;
      expect([container.livenessProbe, container.readinessProbe]).not.toContain(undefined);
    }
  });

  it('are told nothing but settings that exist', () => {
    const known = new Set(Object.keys(settings));
    const unknown = all
      .flatMap(({ container }) => (container.env ?? []) as EnvVar[])
      .map((variable) => variable.name)
      .filter((variable) => !known.has(variable));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('can start with what they are told', () => {
    for (const { name: pod, container } of all) {
      if (pod.endsWith('-gateway')) continue;
      const env = Object.fromEntries(
        (container.env as EnvVar[]).map(({ name: variable, value }) => [
          variable,
          value ?? secretTexts[variable] ?? '',
        ]),
      );
      expect(() => loadConfig({ ...emptyMachine, env }), pod).not.toThrow();
    }
  });

  it('get what is secret from a Secret alone', () => {
    const secret = secretSettings();
    const told = all
      .flatMap(({ container }) => (container.env ?? []) as EnvVar[])
      .filter(({ name: variable, value }) => secret.includes(variable) && value !== undefined);
    expect(told).toEqual([]);
  });
});

describe('secrets', () => {
  const keys = ['S3', 'SQS', 'DYNAMODB'].flatMap((of) => [
    `${of}_ACCESS_KEY_ID`,
    `${of}_SECRET_ACCESS_KEY`,
  ]);
  const figures = ['METRICS_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS'];
  const stores = ['DATABASE_URL', 'DATABASE_PASSWORD', 'MONGODB_URL', 'REDIS_URL', 'SMTP_URL'];
  const engines = [...stores, 'DATABASE_REPLICA_URL', ...keys, ...figures];

  it.each([
    ['user', [...engines, 'AUTH_SECRET', 'SEALING_SECRET', 'OIDC_PROVIDERS']],
    // Links of guests, into playlists and by music apps are signed with what is made of AUTH_SECRET.
    ['admin', [...engines, 'AUTH_SECRET']],
    ['song', [...engines, 'AUTH_SECRET', 'SEALING_SECRET']],
    ['photo', engines],
    ['video', engines],
    ['edge', ['S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', ...figures]],
    ...WORKERS.map((name): [string, string[]] => [`worker-${name}`, engines]),
    ['migrate', [...stores, ...keys]],
  ])('of %s are those that it needs and no other', (name, needs) => {
    expect(secretsOf(name).toSorted()).toEqual(needs.toSorted());
  });

  it('are every setting that is secret, and may not be plain ones', () => {
    // UPLOAD_SECRET is of files on a disk; the others are of functions, or come as a file here.
    const notHere = ['UPLOAD_SECRET', 'ORIGIN_SECRET', 'EDGE_SIGNING_KEY'];
    const secret = secretSettings();
    expect(secretsOf('user')).toEqual(
      expect.arrayContaining(secret.filter((name) => !notHere.includes(name))),
    );
    const { settings: schema } = JSON.parse(
      readFileSync(join(chart, 'values.schema.json'), 'utf8'),
    ).properties;
    expect(schema.propertyNames.not.enum).toEqual(
      expect.arrayContaining([...secret, ...secretsOf('user')]),
    );
    const plain = { OIDC_PROVIDERS: '[]' };
    expect(withValues({ ...needed, settings: plain })).toThrow(/OIDC_PROVIDERS|settings/);
  });

  it('that sign URLs are not at the edge', () => {
    const names = envOf(full, 'edge').map(({ name }) => name);
    expect(names).toContain('EDGE_PUBLIC_KEY_FILE');
    expect(names).not.toContain('EDGE_SIGNING_KEY_FILE');
    const mounted = pods(full).find(({ name }) => name === `${RELEASE}-edge`);
    expect(JSON.stringify(mounted?.pod.volumes)).not.toContain('edge-private');
  });

  it('lead all that look accounts up to where they are, and to what may be read from a copy', () => {
    const others = [...SERVICES, ...WORKERS.map((name) => `worker-${name}`)].filter(
      (name) => name !== 'edge',
    );
    for (const name of others) {
      expect(secretsOf(name)).toEqual(
        expect.arrayContaining(['MONGODB_URL', 'DATABASE_REPLICA_URL']),
      );
      const where = envOf(full, name).find((variable) => variable.name === 'ACCOUNTS_DATABASE');
      expect([name, where?.value]).toEqual([name, 'mongodb']);
    }
    // The migration makes the indexes there.
    expect(secretsOf('migrate')).toContain('MONGODB_URL');
  });

  it('are not in the gateway', () => {
    expect(JSON.stringify(named(full, 'Deployment', `${RELEASE}-gateway`))).not.toMatch(
      /secretKeyRef|secretName/,
    );
  });

  it('exist already, or come sealed, before the migration', () => {
    expect(() => withValues({ publicUrl: needed.publicUrl })()).toThrow(/secrets\.existing/);
    const sealed = named(full, 'SealedSecret', `${RELEASE}-secrets`);
    expect(hookOf(sealed)).toEqual({ helm: 'pre-install,pre-upgrade', argo: 'PreSync', at: -10 });
    expect(hookOf(sealed).at).toBeLessThan(hookOf(migration(full)).at);
    expect(() =>
      withValues({ ...needed, settings: { DATABASE_URL: 'postgresql://x' } })(),
    ).toThrow();
  });
});

const migration = (manifests: Manifest[]) => named(manifests, 'Job', `${RELEASE}-migrate`);
/** When a manifest comes that comes before everything else, with helm and with Argo CD. */
function hookOf({ metadata: { annotations = {} } }: Manifest) {
  const [weight, wave] = ['helm.sh/hook-weight', 'argocd.argoproj.io/sync-wave'].map((name) =>
    Number(annotations[name]),
  );
  expect(weight).toBe(wave);
  return {
    helm: annotations['helm.sh/hook'],
    argo: annotations['argocd.argoproj.io/hook'],
    at: Number(weight),
  };
}

describe('secrets that come sealed', () => {
  const sealed = named(full, 'SealedSecret', `${RELEASE}-secrets`).spec;

  it('outlive the upgrade that makes the sealed ones anew, and are taken over', () => {
    expect(sealed.template.metadata.annotations).toEqual({
      'sealedsecrets.bitnami.com/managed': 'true',
      'sealedsecrets.bitnami.com/skip-set-owner-references': 'true',
    });
  });

  it('are all that pods mount, in the installation that everything is tried with', () => {
    interface Volume {
      secret?: { items?: { key: string }[] };
    }
    const mounted = pods(full)
      .flatMap(({ pod }) => (pod.volumes as Volume[]) ?? [])
      .flatMap(({ secret }) => secret?.items ?? [])
      .map(({ key }) => key);
    expect(new Set(mounted)).toEqual(new Set(['edge-public.pem', 'edge-private.pem']));
    expect(Object.keys(sealed.encryptedData)).toEqual(expect.arrayContaining(mounted));
  });
});

describe('a roll-out', () => {
  it('migrates first, with helm and with Argo CD', () => {
    const { metadata, spec } = named(standard, 'Job', `${RELEASE}-migrate`);
    expect(metadata.annotations).toMatchObject({
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'argocd.argoproj.io/hook': 'PreSync',
    });
    expect(spec.template.spec.containers[0].args).toEqual(['packages/server/src/entry/migrate.ts']);
    expect(spec.template.spec.restartPolicy).toBe('Never');
  });

  it('gives the migration an account with the role, there before it', () => {
    const account = named(
      full,
      'ServiceAccount',
      migration(full).spec.template.spec.serviceAccountName,
    );
    expect(account.metadata.annotations).toMatchObject({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::111111111111:role/madrigal',
    });
    const { helm, argo, at } = hookOf(account);
    const job = hookOf(migration(full));
    expect([helm, argo]).toEqual([job.helm, job.argo]);
    expect(at).toBeLessThan(job.at);
  });

  it('names no account that nothing makes', () => {
    const made = ofKind(full, 'ServiceAccount').map(({ metadata }) => metadata.name);
    const used = pods(full).flatMap(({ pod }) => pod.serviceAccountName ?? []);
    expect(new Set(used)).toEqual(new Set(made));
    const own = withValues({ ...needed, serviceAccount: { create: false, name: 'mine' } })();
    expect(ofKind(own, 'ServiceAccount')).toEqual([]);
    expect(migration(own).spec.template.spec.serviceAccountName).toBe('mine');
  });

  it('runs what a digest names, where one is given', () => {
    const image = pods(full).find(({ name }) => name === `${RELEASE}-song`)?.container.image;
    expect(image).toMatch(/^ghcr\.io\/[\w/-]+@sha256:[0-9a-f]{64}$/);
  });

  it('restarts pods when their settings change', () => {
    const checksum = (manifests: Manifest[]) =>
      named(manifests, 'Deployment', `${RELEASE}-song`).spec.template.metadata.annotations[
        'checksum/settings'
      ];
    const changed = withValues({ ...needed, settings: { LOG_LEVEL: 'debug' } })();
    expect(checksum(changed)).not.toBe(checksum(standard));
  });
});

describe('values', () => {
  it.each([
    ['a word that is not known', { ...needed, replica: 3 }],
    ['a service that is not known', { ...needed, services: { songs: {} } }],
    ['a number of replicas that is none', { ...needed, services: { song: { replicas: 0 } } }],
    ['an address with a path', { ...needed, publicUrl: 'https://music.example/x' }],
    ['a digest that is none', { ...needed, image: { digest: 'sha256:abc' } }],
    ['no address', { secrets: needed.secrets }],
  ])('are refused with %s', (_, values) => {
    expect(withValues(values)).toThrow();
  });
});

describe('what is watched', () => {
  const alerts = readFileSync(join(chart, 'files/alerts.yaml'), 'utf8');
  const dashboard = readFileSync(join(chart, 'files/dashboard.json'), 'utf8');
  const guide = readFileSync(join(chart, '../../../docs/operations.md'), 'utf8');

  /** Names and labels that a process of everything shows, after each thing that can happen did. */
  async function measured(): Promise<Map<string, Set<string>>> {
    const metrics = createMetrics({
      version: '1.2.3',
      logger: { info() {}, warn() {}, error() {}, child: () => expect.unreachable() },
      queue: async () => ({
        kinds: [{ kind: 'video.process', waiting: 1, running: 1, oldestAgeSeconds: 1 }],
        dead: 1,
      }),
      pool: () => ({ total: 1, idle: 1, waiting: 0 }),
    });
    metrics.onRequest({ operation: 'openEventStream', status: 500, ms: 1 });
    metrics.onEdgeAnswer({ status: 206, sentBytes: 1, refused: null });
    metrics.onJob({ kind: 'video.process', outcome: 'done', ms: 1 });
    const shown = new Map<string, Set<string>>();
    for (const line of (await metrics.render()).text.split('\n')) {
      const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? [];
      if (!name) continue;
      const known = shown.get(name) ?? new Set();
      for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
      shown.set(name, known);
    }
    return shown;
  }

  /** Expressions of Prometheus in alerts, the dashboard and what KEDA asks. */
  const asked = [
    ...[...alerts.matchAll(/expr: (.+)/g)].map(([, expr = '']) => expr),
    ...(JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] }).panels.flatMap(
      ({ targets }) => targets.map(({ expr }) => expr),
    ),
    ...ofKind(full, 'ScaledObject').map(({ spec }) => spec.triggers[0].metadata.query as string),
  ];
  const named = /\b((?:madrigal|process|nodejs)_\w+)(?:\{([^}]*)\})?/g;

  it('is measured, under the names and labels that are asked for', async () => {
    const shown = await measured();
    // What Prometheus itself adds to everything that it reads.
    const added = ['job', 'namespace', 'pod'];
    for (const expr of asked) {
      const found = [...expr.matchAll(named)];
      expect(found, expr).not.toEqual([]);
      const labels = found.flatMap(([, name = '', selected = '']) => {
        expect([...shown.keys()], expr).toContain(name);
        const known = [...(shown.get(name) ?? [])];
        for (const [, label] of selected.matchAll(/(\w+)[=!]/g)) {
          expect([...known, ...added], `${label} in ${expr}`).toContain(label);
        }
        return known;
      });
      for (const [, by = ''] of expr.matchAll(/by \(([^)]+)\)/g)) {
        expect([...labels, ...added], expr).toEqual(expect.arrayContaining(by.split(/, */)));
      }
    }
  });

  it('asks for growth of counters and for change of what goes up and down', () => {
    for (const expr of asked) {
      const growing = [...expr.matchAll(/(?:rate|increase)\((\w+)/g)].map(([, name = '']) => name);
      for (const name of growing) expect(name, expr).toMatch(/_(total|bucket|sum|count)$/);
    }
  });

  it('has the same `job` in any release', () => {
    const { jobLabel } = ofKind(full, 'ServiceMonitor')[0]?.spec ?? {};
    const service = ofKind(full, 'Service').find(
      ({ metadata }) => metadata.name === `${RELEASE}-metrics`,
    );
    expect(service?.metadata.labels?.[jobLabel]).toBe('madrigal');
    for (const [, job] of `${alerts}${dashboard}`.matchAll(/job=\\?"([^"\\]+)/g)) {
      expect(job).toBe('madrigal');
    }
  });

  it('has a way out written down for every alert', () => {
    const { groups } = parseYaml(alerts) as {
      groups: { rules: { alert: string; annotations: { runbook: string } }[] }[];
    };
    const headings = new Set(
      [...guide.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    for (const { alert, annotations } of groups.flatMap(({ rules }) => rules)) {
      expect(headings, alert).toContain(annotations.runbook.split('#')[1]);
    }
  });
});
