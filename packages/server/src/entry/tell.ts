import { MadrigalError } from '@madrigal/core/shared';
import { ConfigError } from '../config/index.ts';

/** One line for the person at the terminal. */
export function say(line: string): void {
  console.log(line);
}

/** Runs a program; what stops it becomes a readable message that begins like `failure`, and exit code 1. */
export async function runProgram(failure: string, main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    explain(failure, error);
  }
}

function explain(failure: string, error: unknown): void {
  if (error instanceof ConfigError) {
    console.error(`${failure} with these settings:\n`);
    for (const line of error.lines) console.error(`  • ${line}`);
  } else if (error instanceof MadrigalError) {
    console.error(`${failure}: ${error.message}`);
  } else {
    console.error(`${failure}.`, error);
  }
}
