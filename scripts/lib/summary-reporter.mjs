/**
 * Ends a test run with one line that people and programs can read; no test at all is a failure. Tests
 * that passed at another try only are named before it: each may hide a defect.
 */
export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const results = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state) => results.filter((result) => result === state).length;
    const brokenFiles = modules.filter(
      (module) => module.errors().length > 0 || (!module.ok() && !hasFailedTest(module)),
    ).length;
    const failed = count('failed') + brokenFiles + unhandledErrors.length;
    if (count('passed') + failed === 0) {
      console.error('\nNo test ran.');
      process.exitCode = 1;
    }
    tellOtherTries(modules);
    console.log(`\n${count('passed')} passed, ${failed} failed`);
  }
}

function tellOtherTries(modules) {
  const flaky = modules
    .flatMap((module) => [...module.children.allTests()])
    .filter((test) => test.diagnostic()?.flaky);
  if (flaky.length === 0) return;
  console.warn('\nPassed at another try only, which may hide a defect:');
  for (const test of flaky) console.warn(`  ${test.module.relativeModuleId}: ${test.fullName}`);
}

function hasFailedTest(module) {
  return [...module.children.allTests()].some((test) => test.result().state === 'failed');
}
