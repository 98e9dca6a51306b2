const endings = new Set(
  (
    'mp3 mp2 flac m4a m4b m4p mp4 aac alac ogg oga opus wav wave bwf aif aiff aifc ' +
    'wma ape wv mka webm caf tta mpc dsf dff ac3 amr ' +
    'jpg jpeg jpe jfif png webp avif gif tif tiff heic heif hif dng cr2 cr3 nef arw orf rw2 raf pef srw ' +
    'mov mkv avi ts mts m2ts 3gp 3g2 m4v mpg mpeg'
  ).split(' '),
);

/**
 * Whether a file found in a folder is worth sending. Only a first guess by its name, to leave
 * notes and the like behind; the server judges by content.
 */
export function looksLikeMedia(name: string): boolean {
  if (name.startsWith('.')) return false;
  const dot = name.lastIndexOf('.');
  return dot > 0 && endings.has(name.slice(dot + 1).toLowerCase());
}
