// `npm run aws:destroy -- INSTALLATION`: takes the stacks down. What people have stays unless `keepData` is off.
import { installationOf, runCdk, runScript } from './tools.ts';

await runScript(() => {
  const { path, installation } = installationOf(process.argv.slice(2));
  runCdk(path, 'destroy', '--all');
  if (installation.keepData) {
    console.log(
      'Buckets, tables, accounts and a snapshot of the database are still there, and cost money.',
    );
  }
});
