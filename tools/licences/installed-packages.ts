import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod';

/** Older packages write `licenses: [{ type }]`. */
const manifest = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/**
 * What the package in this folder says of itself.
 * @returns `undefined` when it is not installed, as what is for another system; `''` when it names no licence
 */
export const installedLicence = async (root: string, path: string): Promise<string | undefined> => {
  let text: string;
  try {
    text = await readFile(join(root, path, 'package.json'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const { license, licenses = [] } = manifest.parse(JSON.parse(text));
  if (typeof license === 'string') return license;
  return license?.type ?? licenses.map(({ type }) => type).join(' OR ');
};

/** The folders, as the lock file names them, of packages that left bytes in the bundles. */
export const bundledPackages = ({ outputs }: Pick<Metafile, 'outputs'>): ReadonlySet<string> => {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => path),
  );
  const folders = inputs.flatMap(
    (path) => /(node_modules\/.*node_modules\/|node_modules\/)(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  return new Set(folders);
};
