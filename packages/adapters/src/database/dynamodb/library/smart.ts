import { createHash } from 'node:crypto';
import type { SmartGroup, SmartRule, SmartRules, SmartSubgroup } from '@madrigal/contract';
import type { CatalogueStore, Song } from '@madrigal/core/catalog';
import type { MarkStore, SmartStore } from '@madrigal/core/library';
import { searchName, titleSortKey } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import { favouriteIds } from './favourites.ts';
import { allHeard } from './heard.ts';
import { walk } from './walk.ts';

export interface SmartDeps {
  catalogue: Pick<CatalogueStore, 'listSongs'>;
  marks: Pick<MarkStore, 'listStarsOf'>;
}

const DAY_MS = 86_400_000;

/** A song with what rules ask about. */
interface Candidate {
  song: Song;
  plays: number;
  lastPlayed: Date | null;
  stars: number;
  favourite: boolean;
  now: Date;
}

/** Every published song is looked at: rules name anything, and nothing is indexed for all of it. */
export function createSmartStore(table: Table, deps: SmartDeps): SmartStore {
  return {
    async pickSongs(userId, { where, order, limit }, now) {
      const picked: Candidate[] = [];
      const describe = await listenerView(table, deps, userId, now);
      const published = { order: 'title', states: ['published'] } as const;
      for await (const song of walk((page) => deps.catalogue.listSongs(published, page))) {
        const candidate = describe(song);
        if (holds(where, candidate)) picked.push(candidate);
      }
      return picked
        .toSorted(byOrder(order))
        .slice(0, limit)
        .map(({ song }) => ({ songId: song.id, durationMs: song.durationMs }));
    },
  };
}

async function listenerView(table: Table, { marks }: SmartDeps, userId: string, now: Date) {
  const heard = await allHeard(table, userId);
  const favourites = await favouriteIds(table, userId, 'song');
  const stars = new Map(
    (await marks.listStarsOf(userId))
      .filter(({ kind }) => kind === 'song')
      .map((each) => [each.targetId, each.stars]),
  );
  return (song: Song): Candidate => ({
    song,
    plays: heard.get(song.id)?.plays ?? 0,
    lastPlayed: heard.get(song.id)?.last ?? null,
    stars: stars.get(song.id) ?? 0,
    favourite: favourites.has(song.id),
    now,
  });
}

function holds(node: SmartGroup | SmartSubgroup | SmartRule, candidate: Candidate): boolean {
  if (!('match' in node)) return ruleHolds(node, candidate);
  if (node.rules.length === 0) return true;
  const test = (rule: SmartSubgroup | SmartRule) => holds(rule, candidate);
  return node.match === 'all' ? node.rules.every(test) : node.rules.some(test);
}

function ruleHolds(rule: SmartRule, candidate: Candidate): boolean {
  switch (rule.field) {
    case 'title':
    case 'artist':
    case 'album':
    case 'genre':
      return textHolds(rule, candidate.song);
    case 'added':
    case 'lastPlayed':
      return daysHold(rule, candidate);
    case 'favourite':
      return candidate.favourite === rule.value;
    default:
      return numberHolds(rule, candidate);
  }
}

type TextRule = Extract<SmartRule, { field: 'title' | 'artist' | 'album' | 'genre' }>;
type NumberRule = Extract<SmartRule, { field: 'year' | 'durationMs' | 'plays' | 'rating' }>;
type DaysRule = Extract<SmartRule, { field: 'added' | 'lastPlayed' }>;

function textHolds({ field, op, value }: TextRule, song: Song): boolean {
  const wanted = field === 'genre' ? titleSortKey(value) : searchName(value);
  if (wanted === '') return false;
  const found = namesOf(field, song).some((name) => {
    if (op === 'is' || op === 'isNot') return name === wanted;
    return op === 'startsWith' ? name.startsWith(wanted) : name.includes(wanted);
  });
  return op === 'isNot' || op === 'notContains' ? !found : found;
}

function namesOf(field: TextRule['field'], { title, artists, album, genres }: Song): string[] {
  switch (field) {
    case 'title':
      return [searchName(title)];
    case 'artist':
      return artists.map(({ name }) => searchName(name));
    case 'album':
      return [searchName(album.title)];
    case 'genre':
      return genres.map(titleSortKey);
  }
}

function numberHolds({ field, op, value }: NumberRule, candidate: Candidate): boolean {
  const number = numberOf(field, candidate);
  if (op === 'is') return number === value;
  if (op === 'isNot') return number !== value;
  if (number === null) return false;
  return op === 'atLeast' ? number >= value : number <= value;
}

function numberOf(field: NumberRule['field'], { song, plays, stars }: Candidate): number | null {
  const numbers = { year: song.year, durationMs: song.durationMs, plays, rating: stars };
  return numbers[field];
}

function daysHold({ field, op, value }: DaysRule, candidate: Candidate): boolean {
  const moment = field === 'added' ? candidate.song.addedAt : candidate.lastPlayed;
  const since = candidate.now.getTime() - value * DAY_MS;
  const recent = moment !== null && moment.getTime() >= since;
  return recent === (op === 'inLastDays');
}

/** What has no value comes last, whatever the direction. */
function byOrder({ by, direction }: SmartRules['order']): (a: Candidate, b: Candidate) => number {
  const sign = direction === 'up' ? 1 : -1;
  return (a, b) => {
    const [one, other] = [sortValue(by, a), sortValue(by, b)];
    if (one === other) return a.song.id < b.song.id ? -1 : 1;
    if (one === null) return 1;
    if (other === null) return -1;
    return one < other ? -sign : sign;
  };
}

function sortValue(by: SmartRules['order']['by'], candidate: Candidate): string | number | null {
  const { song, lastPlayed, now } = candidate;
  switch (by) {
    case 'random':
      return createHash('md5')
        .update(song.id + now.toISOString().slice(0, 10))
        .digest('hex');
    case 'title':
      return titleSortKey(song.title);
    case 'artist':
      return titleSortKey(song.artists[0]?.name ?? '');
    case 'added':
      return song.addedAt.getTime();
    case 'lastPlayed':
      return lastPlayed?.getTime() ?? null;
    default:
      return numberOf(by, candidate);
  }
}
