/** Requests under way at once for one call, so that a large one leaves connections to others. */
const AT_ONCE = 16;

/** Does work for each of many, several at once; results in the order of what they are for. */
export async function inParallel<From, To>(
  all: readonly From[],
  work: (each: From) => Promise<To>,
): Promise<To[]> {
  const results: To[] = [];
  let next = 0;
  const worker = async () => {
    while (next < all.length) {
      const at = next++;
      results[at] = await work(all[at] as From);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, worker));
  return results;
}
