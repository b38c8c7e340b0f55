import { rm } from 'node:fs/promises';
import { StartError } from '../state-folder.ts';
import type { LocalOptions } from '../start-local.ts';
import { demoIn, type DemoReport } from './demo-folder.ts';
import { makeDemo } from './make-demo.ts';

/**
 * The demo of a state folder, which is made where the folder is empty.
 * @param say tells who waits what is going on
 * @throws {StartError | PortTakenError | SettingsError} when the folder holds anything but a finished demo, or the service
 *   cannot start; nothing is left of what was made
 */
export const ensureDemo = async (
  options: Pick<LocalOptions, 'stateFolder' | 'settings' | 'ports'>,
  say: (text: string) => void,
): Promise<DemoReport> => {
  const kept = await demoIn(options.stateFolder);
  if (kept !== undefined) return kept;
  say('Making demo cases: a month of a conduct team’s work. This takes about half a minute.\n');
  await makeDemo(options).catch(async (error: unknown) => {
    // The folder was empty: all that is in it was made here.
    await rm(options.stateFolder, { recursive: true, force: true });
    throw error;
  });
  const made = await demoIn(options.stateFolder);
  if (made === undefined) throw new StartError(`The demo cases in ${options.stateFolder} are gone.`);
  return made;
};
