type AsyncMethod = (...args: never[]) => Promise<unknown>;

/** What only has asynchronous methods, as every store has. */
export type AsyncMethods<Store> = { [Name in keyof Store]: AsyncMethod };

/** A store whose every method runs inside `around`, which translates errors for example. */
export function wrapMethods<Store extends AsyncMethods<Store>>(
  store: Store,
  around: <T>(work: () => Promise<T>) => Promise<T>,
): Store {
  const methods = Object.entries<AsyncMethod>(store).map(([name, method]) => [
    name,
    (...args: never[]) => around(() => method(...args)),
  ]);
  return Object.fromEntries(methods) as Store;
}
