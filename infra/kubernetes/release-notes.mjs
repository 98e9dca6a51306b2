// `release-notes.mjs VERSION`: what CHANGELOG.md says of a version, or of what is unreleased where the
// version has no part of its own yet.
import { readFileSync } from 'node:fs';
import { argv, stdout } from 'node:process';

const changelog = readFileSync(new URL('../../CHANGELOG.md', import.meta.url), 'utf8');
const parts = changelog.split(/^## /m).slice(1);
const version = argv[2] ?? '';
const part =
  parts.find((text) => text.startsWith(`[${version}]`) || text.startsWith(version)) ??
  parts.find((text) => text.startsWith('Unreleased'));
if (!part) throw new Error(`CHANGELOG.md says nothing of ${version}.`);
stdout.write(`${part.slice(part.indexOf('\n') + 1).trim()}\n`);
