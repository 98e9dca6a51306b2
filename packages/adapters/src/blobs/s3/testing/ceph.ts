import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const HOST = '127.0.0.1';
const START_MS = 60_000;
const COMMAND_MS = 30_000;
const POLL_MS = 50;
const programs = ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'monmaptool', 'ceph'];

/** What to install on Debian or Ubuntu for {@link startCeph}. */
export const CEPH_PACKAGES = 'ceph-mon ceph-osd ceph-common radosgw';

/** A server of Ceph's S3 protocol, kept in memory. */
export interface Ceph {
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /**
   * Does what lifecycle rules ask for, with seconds in the place of their days. Ceph 16 does so
   * for one bucket, of its choice.
   */
  processLifecycle(): Promise<void>;
  /** Ends the gateway at once, with all that it has half answered; what it has stored stays. */
  kill(): Promise<void>;
  /** Starts the gateway again at the same address, and waits until it answers. */
  start(): Promise<void>;
  dispose(): Promise<void>;
}

export function isCephInstalled(): boolean {
  const paths = (process.env.PATH ?? '').split(delimiter);
  return programs.every((name) => paths.some((path) => existsSync(join(path, name))));
}

/** The least cluster that answers S3: a monitor, one store in memory and the gateway. */
export async function startCeph(): Promise<Ceph> {
  const directory = await mkdtemp(join(tmpdir(), 'madrigal-ceph-'));
  const daemons: ChildProcess[] = [];
  let gateway: ChildProcess | null = null;
  const dispose = async () => {
    await Promise.all([gateway, ...daemons].map(kill));
    await rm(directory, { recursive: true });
  };
  try {
    const [monitorPort, gatewayPort] = [await freePort(), await freePort()];
    const endpoint = `http://${HOST}:${gatewayPort}`;
    const fsid = randomUUID();
    await writeFile(
      join(directory, 'ceph.conf'),
      settingsOf(directory, fsid, monitorPort, gatewayPort),
    );
    await startStore(directory, fsid, monitorPort, daemons);
    const start = async () => {
      gateway = startDaemon(directory, 'radosgw', '--name', 'client.rgw.a');
      await answers(endpoint, [...daemons, gateway]);
    };
    await start();
    const credentials = { accessKeyId: 'MADRIGALTEST', secretAccessKey: randomUUID() };
    await runIn(
      directory,
      ...['radosgw-admin', 'user', 'create', '--uid=madrigal', '--display-name=madrigal'],
      ...[`--access-key=${credentials.accessKeyId}`, `--secret-key=${credentials.secretAccessKey}`],
    );
    const processLifecycle = () =>
      runIn(directory, 'radosgw-admin', '--rgw-lc-debug-interval=1', 'lc', 'process');
    return { endpoint, credentials, processLifecycle, kill: () => kill(gateway), start, dispose };
  } catch (error) {
    const logs = await readFile(join(directory, 'daemons.log'), 'utf8').catch(() => '');
    await dispose();
    throw new Error(`Ceph did not start. ${logs.slice(-2000)}`, { cause: error });
  }
}

async function startStore(
  directory: string,
  fsid: string,
  monitorPort: number,
  daemons: ChildProcess[],
): Promise<void> {
  const map = join(directory, 'monmap');
  const storeId = randomUUID();
  const address = `[v2:${HOST}:${monitorPort}]`;
  await run('monmaptool', ['--create', '--addv', 'a', address, '--fsid', fsid, map]);
  for (const name of ['mon', 'osd', 'rgw']) await mkdir(join(directory, name));
  await runIn(directory, 'ceph-mon', '--mkfs', '--id', 'a', '--monmap', map);
  daemons.push(startDaemon(directory, 'ceph-mon', '--id', 'a'));
  await runIn(directory, 'ceph', 'osd', 'new', storeId);
  await runIn(directory, 'ceph-osd', '--mkfs', '--osd-uuid', storeId, '--id', '0');
  daemons.push(startDaemon(directory, 'ceph-osd', '--id', '0'));
}

/** Before a command: it ends with this process, however that ends. */
const untilWeEnd = ['setpriv', '--pdeathsig', 'KILL', '--'];

async function runIn(directory: string, ...[program = '', ...args]: string[]): Promise<void> {
  const [command = '', ...rest] = [
    ...untilWeEnd,
    ...[program, '--conf', join(directory, 'ceph.conf'), ...args],
  ];
  await run(command, rest, { timeout: COMMAND_MS, killSignal: 'SIGKILL' });
}

function startDaemon(directory: string, program: string, ...args: string[]): ChildProcess {
  const daemon = [program, '--conf', join(directory, 'ceph.conf'), '--foreground', ...args];
  const [command = '', ...rest] = [...untilWeEnd, ...daemon];
  return spawn(command, rest, { stdio: 'ignore' });
}

async function answers(endpoint: string, daemons: readonly ChildProcess[]): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const response = await fetch(endpoint).catch(() => null);
    if (response?.ok) return;
    if (daemons.some((daemon) => daemon.exitCode !== null)) throw new Error('A daemon ended.');
    if (Date.now() > deadline) throw new Error('The gateway does not answer.');
    await delay(POLL_MS);
  }
}

/** Nothing here is worth a clean end. */
async function kill(daemon: ChildProcess | null): Promise<void> {
  if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = once(daemon, 'exit');
  daemon.kill('SIGKILL');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}

/**
 * One copy of everything, no login between the daemons, and short waits: the monitor would
 * otherwise gather changes for a second, and the gateway makes a dozen of them when it starts.
 * Lifecycle rules are looked at when told to: two at work would wait for each other's locks.
 */
function settingsOf(
  directory: string,
  fsid: string,
  monitorPort: number,
  gatewayPort: number,
): string {
  return `[global]
fsid = ${fsid}
mon_host = [v2:${HOST}:${monitorPort}/0]
mon_initial_members = a
public_addr = ${HOST}
cluster_addr = ${HOST}
ms_bind_ipv6 = false
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
run_dir = ${directory}
admin_socket = ${directory}/$name.asok
log_file = ${directory}/daemons.log
pid_file =
mon_data = ${directory}/mon
mon_data_avail_warn = 1
mon_data_avail_crit = 1
paxos_propose_interval = 0.02
paxos_min_wait = 0.01
osd_data = ${directory}/osd
osd_objectstore = memstore
memstore_device_bytes = 4294967296
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pgp_num = 1
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
crush_location = root=default host=localhost
mon_max_pg_per_osd = 1000
rgw_data = ${directory}/rgw
rgw_frontends = beast endpoint=${HOST}:${gatewayPort}
rgw_enable_apis = s3, admin
rgw_num_control_oids = 1
rgw_gc_max_objs = 1
rgw_lc_max_objs = 1
rgw_enable_lc_threads = false
rgw_thread_pool_size = 32
debug_rgw = 0/0
`;
}
