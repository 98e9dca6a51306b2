import type { ComposeService } from './compose-file.ts';
import { type Program, startProgram } from './program.ts';

/**
 * A program that runs containers, such as `podman` or `docker`, where whoever runs the tests has one and has
 * built the images; processes stand for containers otherwise.
 */
export const containerEngine = process.env.CONTAINER_ENGINE;

interface Run {
  /** What runs in it by the image's entry point; what the image says unless told. */
  command?: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Files and folders of this machine, each as `here:there`, with `:ro` where it only reads. */
  volumes: readonly string[];
}

/** Starts a container as compose.yaml has it, but with the ports of this machine for its own. */
export function startContainer(
  name: string,
  { image, user, read_only, tmpfs, cap_drop, security_opt }: ComposeService,
  { command = [], env, volumes }: Run,
): Program {
  const each = (flag: string, values: readonly string[] = []) =>
    values.map((value) => `${flag}=${value}`);
  return startProgram(`container ${name}`, [
    containerEngine ?? '',
    ...['run', '--rm', '--network=host', `--name=madrigal-test-${process.pid}-${name}`],
    ...(user ? [`--user=${user}`] : []),
    ...(read_only ? ['--read-only'] : []),
    ...each('--tmpfs', tmpfs),
    ...each('--cap-drop', cap_drop),
    ...each('--security-opt', security_opt),
    ...each('--volume', volumes),
    ...each(
      '--env',
      Object.entries(env).map(([setting, value]) => `${setting}=${value}`),
    ),
    ...[image, ...command],
  ]);
}
