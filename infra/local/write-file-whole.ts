import { open, rename } from 'node:fs/promises';

/** Writes a file for its owner alone (mode 0600), whole or not at all. */
export const writeFileWhole = async (path: string, text: string): Promise<void> => {
  const unfinished = `${path}.${process.pid}.tmp`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
};
