import * as z from 'zod';

const lockedPackage = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  integrity: z.string().optional(),
  /** It comes inside the package it lies in. */
  inBundle: z.boolean().default(false),
  /** Nothing but a tool asks for it. */
  dev: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  dependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
});

export type LockedPackage = z.infer<typeof lockedPackage>;

/** What `package-lock.json` says of each package, by its folder; the empty path is this repository. */
export const readLock = (text: string): ReadonlyMap<string, LockedPackage> => {
  const { packages } = z
    .object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), lockedPackage) })
    .parse(JSON.parse(text));
  return new Map(Object.entries(packages));
};
