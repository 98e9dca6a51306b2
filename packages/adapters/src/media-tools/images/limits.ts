/** Most pixels of one picture, all frames of a moving one together: 150 megapixels. */
export const MAX_PIXELS = 150_000_000;
/** Largest file that has to be held in memory as a whole: camera raws and HEIC. */
export const MAX_WHOLE_FILE_BYTES = 300 * 1024 ** 2;
/** Longer sides of the renditions, in pixels. */
export const SIZES = [320, 1280, 2560] as const;
