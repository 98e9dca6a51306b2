/** The part of libheif-js that is used; the package describes no types of this file. */
declare module 'libheif-js/wasm-bundle.js' {
  interface HeifTarget {
    data: Uint8ClampedArray<ArrayBuffer>;
    width: number;
    height: number;
  }
  interface HeifImage {
    is_primary(): boolean;
    get_width(): number;
    get_height(): number;
    /** Fills the target and hands it on; null when the picture cannot be decoded. */
    display(target: HeifTarget, done: (target: HeifTarget | null) => void): void;
  }
  const libheif: { HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] } };
  export default libheif;
}
