import { useSearchParams } from 'react-router';

/** The song whose details are open is part of the address of every page. */
export function useDetailsAddress() {
  const [params, setParams] = useSearchParams();
  const set = (songId: string | null) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (songId === null) after.delete('song');
        else after.set('song', songId);
        return after;
      },
      { preventScrollReset: true },
    );
  return { songId: params.get('song'), open: set, close: () => set(null) };
}

export function useOpenDetails(): (songId: string) => void {
  return useDetailsAddress().open;
}
