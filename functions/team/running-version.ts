/** Put in place by the build (esbuild `define`); absent when the source runs unbundled. */
declare const CONDUCTLINE_VERSION: string | undefined;

/** The release this bundle is of, and a hash of every byte of the three functions. */
export const runningVersion: string =
  typeof CONDUCTLINE_VERSION === 'undefined' ? 'from source' : CONDUCTLINE_VERSION;
