import type { Setting } from './setting.ts';
import { settings } from './settings.ts';

const introduction = `# Configuration

Madrigal runs without any setting. What you want different, set as a flag, as an environment
variable, or in a file \`.env\` in the folder you start it in. A flag counts before the environment,
and the environment before \`.env\`:

\`\`\`sh
npm start -- --port 8080 --data /srv/madrigal
PORT=8080 DATA_DIR=/srv/madrigal npm start
\`\`\`

Every setting is checked before anything starts. All that is wrong is listed at once, and Madrigal
stops with exit code 1. An empty variable counts as unset.

Secrets that are not set are made on the first start and kept in \`DATA_DIR/secrets\`, readable by
the owner only. Whoever has them can sign in as anyone: keep them, and their backups, private.
Replicas of one instance need the same secrets.

Where a process runs some of the services only (\`SERVICES\`), nothing is made: what its services need
must be set, and what is missing is listed with the other faults.
`;

/** \`docs/configuration.md\`, from the settings themselves. */
export function renderReference(): string {
  const rows = Object.entries<Setting<unknown>>(settings).map(
    ([name, { flag, fallback, inKubernetes, inAws, expects, about }]) =>
      row(
        flag ? `\`${name}\`, \`${flag}\`` : `\`${name}\``,
        (fallback ? `\`${fallback}\`` : '–') +
          (inKubernetes ? ` (kubernetes: \`${inKubernetes}\`)` : '') +
          (inAws ? ` (aws: \`${inAws}\`)` : ''),
        about,
        expects,
      ),
  );
  const table = [
    row('setting', 'default', 'what it does', 'must be'),
    row('---', '---', '---', '---'),
    ...rows,
  ];
  return `${introduction}\n${table.join('\n')}\n`;
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
