import { forgetToken } from '../../api/token.ts';
import { engine } from './engine/index.ts';

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  await engine().signOut();
  forgetToken();
}
