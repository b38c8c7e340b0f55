import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { StartError } from '../state-folder.ts';
import { writeFileWhole } from '../write-file-whole.ts';

/** What `npm start -- --demo` prints of the demo beside the addresses. */
export const demoReport = z.object({ caseName: z.string(), passphrase: z.string() });
export type DemoReport = z.infer<typeof demoReport>;

const fileIn = (folder: string): string => join(folder, 'demo.json');
const absent = (error: unknown): undefined => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
};

/**
 * The report whose words are printed, where the folder holds a demo that was made to its end; `undefined` where the
 * folder is empty or not there yet.
 * @throws {StartError} when the folder holds anything else
 */
export const demoIn = async (folder: string): Promise<DemoReport | undefined> => {
  const kept = await readFile(fileIn(folder), 'utf8').catch(absent);
  if (kept !== undefined) return demoReport.parse(JSON.parse(kept));
  const found = (await readdir(folder).catch(absent)) ?? [];
  if (found.length === 0) return undefined;
  throw new StartError(
    `${folder} is not empty and holds no finished demo. Demo cases are not mixed with others: remove the folder, or name an empty one in CONDUCTLINE_STATE_FOLDER.`,
  );
};

/** Says that the demo in the folder is whole. */
export const keepDemo = (folder: string, report: DemoReport): Promise<void> =>
  writeFileWhole(fileIn(folder), JSON.stringify(report, undefined, 2));
