import { foldName } from './text.ts';

/** Letters that Unicode does not take apart, as people type them who do not have them. */
const typedAs: Readonly<Record<string, string>> = {
  æ: 'ae',
  ð: 'd',
  ø: 'o',
  þ: 'th',
  ß: 'ss',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  œ: 'oe',
  ŧ: 't',
  '&': ' and ',
};
const LETTERS_TO_REPLACE = new RegExp(`[${Object.keys(typedAs).join('')}]`, 'g');
const APOSTROPHES = /['’ʼ‘`´]/g;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/u;
/** Scripts written without spaces: a word can begin at any character. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2,}/u;

const MAX_WORD_CODE_POINTS = 40;
const MAX_NAME_WORDS = 60;
const MAX_QUERY_WORDS = 8;
const SEARCH_NAME_CODE_POINTS = 100;

/** Words somebody looks for, folded, in their order, each once. */
export function wordsOfQuery(text: string): string[] {
  return [...new Set(tokensOf(text).flat().map(cut))].slice(0, MAX_QUERY_WORDS);
}

/**
 * Words a name can be found by: those it has, compounds written as one (`AC/DC` as `acdc`), and
 * in scripts without spaces what begins at each character.
 */
export function wordsOfName(text: string): string[] {
  const words = tokensOf(text).flatMap((parts) => [
    ...parts,
    ...(parts.length > 1 ? [parts.join('')] : []),
    ...parts.flatMap(laterBeginnings),
  ]);
  return [...new Set(words.map(cut))].slice(0, MAX_NAME_WORDS);
}

/** A name as somebody would type it from its start: folded words with single spaces. */
export function searchName(text: string): string {
  const name = tokensOf(text).flat().map(cut).join(' ');
  return Array.from(name).slice(0, SEARCH_NAME_CODE_POINTS).join('');
}

/** The parts of each word; a text of signs alone is one word, so that `!!!` can be found. */
function tokensOf(text: string): string[][] {
  const folded = foldName(text)
    .replace(APOSTROPHES, '')
    .replace(LETTERS_TO_REPLACE, (letter) => typedAs[letter] ?? letter);
  const tokens = folded.split(' ').filter((token) => token !== '');
  const words = tokens.map((token) => token.split(BETWEEN_WORDS).filter((part) => part !== ''));
  const spelled = words.filter((parts) => parts.length > 0);
  return spelled.length > 0 ? spelled : tokens.map((token) => [token]);
}

function laterBeginnings(part: string): string[] {
  if (!UNSPACED.test(part)) return [];
  const characters = Array.from(part).slice(0, MAX_WORD_CODE_POINTS);
  return characters.slice(1).map((_, index) => characters.slice(index + 1).join(''));
}

function cut(word: string): string {
  return Array.from(word).slice(0, MAX_WORD_CODE_POINTS).join('');
}
