/** Functions that need packages with native parts, which cannot be bundled, and FFmpeg. */
export const withMedia: readonly string[] = [
  'admin',
  'audio',
  'image',
  'media-dispatcher',
  'slideshow',
  'video',
];

/** Those packages. `npm run aws:deploy` puts them beside the bundles. */
export const mediaPackages = ['sharp', 'libheif-js', 'wabt', '@expo-google-fonts/inter'] as const;
