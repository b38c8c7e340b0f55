/** Put in place by the build (esbuild `define`); made from the schemas the application validates with. */
declare const CONDUCTLINE_OPENAPI: string;

/** The OpenAPI document this bundle was built with. Only a composition root (`handler.ts`) calls it. */
export const compiledOpenApi = (): unknown => JSON.parse(CONDUCTLINE_OPENAPI);
