/** Where the service worker answers kept songs from; below it the account, the song, the file. */
export const keptPath = '/kept/';

/** The cache of what people keep. It outlives versions of the app. */
export const keptCache = 'madrigal-kept';

/** What the page tells the service worker: let the new version take over. */
export const takeOverMessage = 'take-over';

export function keptUrl(userId: string, songId: string, file: 'audio' | 'cover'): string {
  return `${keptPath}${encodeURIComponent(userId)}/${songId}/${file}`;
}
