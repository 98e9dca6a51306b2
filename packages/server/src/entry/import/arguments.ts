/** What a command line names: folders, flags of this program, and flags for the configuration. */
export interface Arguments {
  paths: string[];
  own: ReadonlySet<string>;
  settings: string[];
}

/** Sorts the arguments of a program that has some flags of its own, none of which takes a value. */
export function sortArguments(argv: readonly string[], ownFlags: readonly string[]): Arguments {
  const own = new Set<string>();
  const paths: string[] = [];
  const settings: string[] = [];
  let takesValue = false;
  for (const argument of argv) {
    const isFlag = argument.startsWith('--');
    if (ownFlags.includes(argument)) own.add(argument);
    else if (isFlag || takesValue) settings.push(argument);
    else paths.push(argument);
    takesValue = isFlag && !ownFlags.includes(argument) && !argument.includes('=');
  }
  return { paths, own, settings };
}
