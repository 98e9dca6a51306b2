/** One request as whoever made it saw it. */
interface Sample {
  what: string;
  ms: number;
  /** Null where all was well; a status, a code of the API, or `network` else. */
  failure: string | null;
}

/** What became of requests over a while. */
export interface Figures {
  requests: number;
  failed: number;
  /** How often each failure was met, by what was asked. */
  failures: Readonly<Record<string, number>>;
  /** Milliseconds of all but uploads and bytes; slowest last. */
  p50: number;
  p99: number;
  slowest: { what: string; ms: number };
}

/** Notes every single request, those that are tried again included. */
export function createMeter() {
  let samples: Sample[] = [];
  return {
    /** Runs a request and notes how it went. */
    async measure<T>(what: string, nameOf: (error: unknown) => string, work: () => Promise<T>) {
      const started = performance.now();
      const note = (failure: string | null) =>
        void samples.push({ what, ms: performance.now() - started, failure });
      try {
        const answer = await work();
        note(null);
        return answer;
      } catch (error) {
        note(nameOf(error));
        throw error;
      }
    },
    /** Figures since the last call. */
    take(): Figures {
      const taken = samples;
      samples = [];
      return figuresOf(taken);
    },
  };
}

export type Meter = ReturnType<typeof createMeter>;

function figuresOf(samples: readonly Sample[]): Figures {
  const failed = samples.filter(({ failure }) => failure !== null);
  const failures: Record<string, number> = {};
  for (const { what, failure } of failed) {
    const name = `${what}: ${failure}`;
    failures[name] = (failures[name] ?? 0) + 1;
  }
  const sorted = samples.toSorted((a, b) => a.ms - b.ms);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.ms ?? 0;
  const { what = '', ms = 0 } = sorted.at(-1) ?? {};
  return {
    requests: samples.length,
    failed: failed.length,
    failures,
    p50: at(0.5),
    p99: at(0.99),
    slowest: { what, ms },
  };
}
