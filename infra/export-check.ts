import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The script that checks a copy of a case, by the name that `functions/team/export/export-check.ts` declares. Whoever receives a
 * copy runs it: it stays readable, and any Node since 18 runs it. The same source gives the same bytes.
 * @throws when it does not compile
 */
export const exportCheckDefinition = (): Readonly<Record<string, string>> => {
  const { outputFiles } = buildSync({
    absWorkingDir: root,
    entryPoints: ['functions/team/export/check/check-export.ts'],
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node18',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return { CONDUCTLINE_EXPORT_CHECK: JSON.stringify(outputFiles.map(({ text }) => text).join('')) };
};
