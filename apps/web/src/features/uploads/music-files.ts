const musicEndings = new Set(
  (
    'mp3 mp2 flac m4a m4b m4p mp4 aac alac ogg oga opus wav wave bwf aif aiff aifc ' +
    'wma ape wv mka webm caf tta mpc dsf dff ac3 amr'
  ).split(' '),
);

/**
 * Whether a file found in a folder is worth sending. Only a first guess by its name, to leave
 * covers and notes behind; the server judges by content.
 */
export function looksLikeMusic(name: string): boolean {
  if (name.startsWith('.')) return false;
  const dot = name.lastIndexOf('.');
  return dot > 0 && musicEndings.has(name.slice(dot + 1).toLowerCase());
}
