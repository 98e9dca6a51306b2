/** File name endings of audio that Madrigal takes; what a file really is, its content decides. */
const AUDIO = new Set(
  ['mp3', 'flac', 'm4a', 'm4b', 'ogg', 'oga', 'opus', 'wav', 'wave', 'aif', 'aiff', 'aifc'].concat(
    'aac',
  ),
);
/** Audio that it does not take: worth telling whoever imports, not worth opening. */
const OTHER_AUDIO = new Set([
  'wma',
  'ape',
  'wv',
  'mpc',
  'tta',
  'tak',
  'dsf',
  'dff',
  'ra',
  'mka',
  'ac3',
]);

const COVER = /^(cover|folder|front|album)\.(jpe?g|png|webp)$/i;
const coverNames = ['cover', 'folder', 'front', 'album'];
/** Folders of systems and appliances that never hold anybody's music. */
const SYSTEM = new Set([
  '@eadir',
  '#recycle',
  '$recycle.bin',
  'system volume information',
  'lost+found',
]);
/** `CD1`, `CD 02`, `Disc-1`, `disk_3`, `CD2 - Live`. */
const DISC = /^(?:cd|dis[ck])[\s._-]*0*([1-9]\d?)(?!\d)/i;

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** A name without its ending, in lower case: what a song and its lyrics have in common. */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return (dot > 0 ? name.slice(0, dot) : name).toLowerCase();
}

export function isHidden(name: string): boolean {
  return name.startsWith('.') || SYSTEM.has(name.toLowerCase());
}

/** True for audio of any kind, taken or not. */
export function isAudioName(name: string): boolean {
  return AUDIO.has(extensionOf(name)) || OTHER_AUDIO.has(extensionOf(name));
}

/** The format in capitals when it is one that Madrigal does not take. */
export function refusedFormat(name: string): string | null {
  const extension = extensionOf(name);
  return OTHER_AUDIO.has(extension) ? extension.toUpperCase() : null;
}

export function isLyricsName(name: string): boolean {
  return extensionOf(name) === 'lrc';
}

/** The best of the pictures in a folder: by name, then by order. */
export function pickCover(names: readonly string[]): string | null {
  const rank = (name: string) => coverNames.indexOf(stemOf(name));
  const covers = names.filter((name) => COVER.test(name));
  return (
    covers.toSorted((one, other) => rank(one) - rank(other) || compareNames(one, other))[0] ?? null
  );
}

/** Number of the disc that a folder is named for. */
export function discOfFolder(name: string): number | null {
  const digits = DISC.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

const collator = new Intl.Collator('en', { numeric: true });

/** As people read them: `2.mp3` before `10.mp3`. */
export function compareNames(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : Number(one > other));
}
