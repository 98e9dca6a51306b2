import { Page } from './page.tsx';
import { Skeleton } from './skeleton.tsx';

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** Rows of a list that are on their way. */
export function RowsSkeleton() {
  return (
    <div aria-hidden>
      {rows.map((row) => (
        <div key={row} className="flex h-15 items-center gap-3.5 px-2">
          <Skeleton className="size-11" />
          <div className="grow space-y-2">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-3 w-1/4" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A page with a large cover that is on its way. */
export function HeroPageSkeleton({ round }: { round?: boolean }) {
  return (
    <Page>
      <div
        aria-hidden
        className="mb-8 flex flex-col gap-6 sm:flex-row sm:items-end sm:gap-9 lg:pt-4"
      >
        <Skeleton
          className={`size-44 sm:size-52 lg:size-60 ${round ? 'rounded-full' : 'rounded-3xl'}`}
        />
        <div className="grow space-y-4">
          <Skeleton className="h-11 w-2/3" />
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="h-10 w-40 rounded-full" />
        </div>
      </div>
      <RowsSkeleton />
    </Page>
  );
}
