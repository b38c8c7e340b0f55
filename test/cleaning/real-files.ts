import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('./files/', import.meta.url);

export const realFileNames: readonly string[] = readdirSync(folder).filter((name) => !name.endsWith('.md'));
export const realFile = (name: string): Buffer => readFileSync(new URL(name, folder));

/** What was planted in the files: an author, a camera and its software, a place, a time, an attached file. */
export const planted =
  /Marisol|Vexley|Marker|MarkerSoft|48\.8|\+48|2026-03-04|2026:03:04|a remark by|\/tmp\//;
