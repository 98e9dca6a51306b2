import type { Method } from '../method.ts';
import { absent } from './absent.ts';
import { administration } from './administration.ts';
import { browsing } from './browsing.ts';
import { lists } from './lists.ts';
import { lyrics } from './lyrics.ts';
import { marks } from './marks.ts';
import { media } from './media.ts';
import { playlists } from './playlists.ts';
import { queue } from './queue.ts';
import { scanning } from './scanning.ts';
import { searching } from './searching.ts';
import { sharing } from './sharing.ts';
import { system } from './system.ts';
import { users } from './users.ts';

/** Every method by the name the specification gives it. */
export const methods: Readonly<Record<string, Method>> = {
  ...absent,
  ...administration,
  ...browsing,
  ...lists,
  ...lyrics,
  ...marks,
  ...media,
  ...playlists,
  ...queue,
  ...scanning,
  ...searching,
  ...sharing,
  ...system,
  ...users,
};

const byName = new Map(
  Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]),
);

/** A method by its name in lower case, which is how forgiving servers read it. */
export function findMethod(name: string): Method | undefined {
  return byName.get(name);
}
