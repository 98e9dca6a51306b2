import { estimate, type Line, total, type Usage } from './estimate.ts';

/** The three sizes of the guide. */
export const sizes: readonly Usage[] = [
  { playsPerDay: 100, songs: 5000, database: 't4g.micro', databaseGib: 20, tasks: 1 },
  { playsPerDay: 10_000, songs: 20_000, database: 't4g.small', databaseGib: 20, tasks: 1 },
  { playsPerDay: 1_000_000, songs: 200_000, database: 'm7g.2xlarge', databaseGib: 200, tasks: 4 },
];

const compositions = ['serverless', 'containers'] as const;
const dollars = (usd: number) =>
  `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** Totals, then every line with its arithmetic, in Markdown: what docs/aws-deploy.md has between its marks. */
export function costTables(): string {
  const head = sizes.map(({ playsPerDay }) => playsPerDay.toLocaleString('en-US'));
  const totals = compositions.map(
    (composition) =>
      `| ${composition} | ${sizes.map((size) => dollars(total(estimate(composition, size)))).join(' | ')} |`,
  );
  return [
    `| plays a day | ${head.join(' | ')} |`,
    `|---|${head.map(() => '---:|').join('')}`,
    ...totals,
    '',
    ...sizes.flatMap((size, index) => details(size, head[index] ?? '')),
  ].join('\n');
}

function details(size: Usage, plays: string): string[] {
  return compositions.flatMap((composition) => [
    `**${plays} plays a day, ${composition}**`,
    '',
    '| what | arithmetic | a month |',
    '|---|---|---:|',
    ...estimate(composition, size).map(row),
    '',
  ]);
}

function row({ service, how, usd }: Line): string {
  return `| ${service} | ${how} | ${dollars(usd)} |`;
}
