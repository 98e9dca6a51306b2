import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Opens another item in place of this one, or (null) none. */
export function useGo() {
  const [, setParams] = useSearchParams();
  return useCallback(
    (mediaId: string | null) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (mediaId) next.set('open', mediaId);
          else next.delete('open');
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
}
