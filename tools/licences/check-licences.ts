/** SPDX expressions, to the letter. What runs in other people's accounts may have fewer conditions than a tool. */
export const allowedInFunctions: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
];

export const allowedInTools: readonly string[] = [
  ...allowedInFunctions,
  '(MIT OR GPL-3.0-or-later)',
  'BlueOak-1.0.0',
  'MPL-2.0',
];

export type LicensedPackage = {
  /** Its folder in this repository. */
  readonly path: string;
  /** What the lock file says of it. */
  readonly locked: string | undefined;
  /** What the package in `node_modules` says of itself; `undefined` when it is not installed. */
  readonly installed: string | undefined;
  readonly use: 'function' | 'tool';
};

const parts = { function: 'part of a function', tool: 'a tool' } as const;

/** @returns a sentence for each package that may not be used, or of which nobody can tell. */
export const licenceProblems = (packages: readonly LicensedPackage[]): string[] =>
  packages.flatMap(({ path, locked, installed, use }) => {
    const named = (licence: string): string => (licence === '' ? 'no licence' : licence);
    const licence = installed ?? locked ?? '';
    const allowed = use === 'function' ? allowedInFunctions : allowedInTools;
    if (!allowed.includes(licence)) return [`${path}: ${named(licence)}, and it is ${parts[use]}.`];
    if (locked !== undefined && locked !== licence)
      return [`${path}: ${licence}, but the lock file says ${named(locked)}.`];
    return [];
  });
