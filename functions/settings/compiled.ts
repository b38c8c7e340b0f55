import { settingsSchema, type Settings } from './schema.ts';

/** Put in place by the build (esbuild `define`); absent when the source runs unbundled. */
declare const CONDUCTLINE_SETTINGS: unknown;

/** The settings this bundle was built with. Only a composition root (`handler.ts`) calls it. */
export const compiledSettings = (): Settings => settingsSchema.parse(CONDUCTLINE_SETTINGS);
