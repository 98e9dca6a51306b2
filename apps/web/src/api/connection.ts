import { create } from 'zustand';

/** Whether the last request got any answer from the server. */
export const useConnection = create<{ reachable: boolean }>(() => ({ reachable: true }));

export function reportReachable(reachable: boolean): void {
  if (useConnection.getState().reachable !== reachable) useConnection.setState({ reachable });
}
