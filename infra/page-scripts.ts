import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The entries in `functions/web/browser/`, by the names that `functions/web/page/page-scripts.ts` declares. */
const entries = {
  CONDUCTLINE_UPLOAD_SCRIPT: 'upload',
  CONDUCTLINE_DOWNLOAD_SCRIPT: 'download',
  CONDUCTLINE_EXIT_SCRIPT: 'exit',
  CONDUCTLINE_FOLLOW_UP_LINK_SCRIPT: 'follow-up-link',
  CONDUCTLINE_ENROLMENT_LINK_SCRIPT: 'enrolment-link',
  CONDUCTLINE_PASSKEY_SCRIPT: 'passkey',
} as const;

/**
 * What the build and the tests put in place of those names: each script as a JavaScript string. The same sources give
 * the same bytes.
 * @throws when a script does not compile
 */
export const pageScriptDefinitions = (): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, JSON.stringify(build(entry))]));

const build = (entry: string): string => {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: [`functions/web/browser/${entry}.ts`],
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    // Whatever an older browser does not know is asked for by name before it is used.
    target: 'es2018',
    legalComments: 'none',
    logLevel: 'silent',
  });
  // A page has no line of its own for the end of the script.
  return outputFiles.map(({ text }) => text.trim()).join('');
};
