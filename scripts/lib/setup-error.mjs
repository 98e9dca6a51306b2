/** Something the person at the keyboard can act on: shown as it is, without a stack trace. */
export class SetupError extends Error {}

/** Runs a script's main function; expected failures become one message and exit code 1. */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
