import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * What a program that generates a committed file does with it: writes it for `--write`, and for
 * `--check` ends with 1 where the file is not what is generated now.
 *
 * @param path from the root of the project
 * @param command what writes the file, for the person who reads that it is out of date
 */
export function keepGenerated(path: string, content: string, command: string): void {
  const file = fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
  const wish = process.argv[2];
  if (wish === '--write') {
    writeFileSync(file, content);
  } else if (wish !== '--check') {
    console.error('Say --write or --check.');
    process.exitCode = 2;
  } else if (readFileSync(file, 'utf8') !== content) {
    console.error(`${path} is not what the contract says. Run: ${command}`);
    process.exitCode = 1;
  }
}
