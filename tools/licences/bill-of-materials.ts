import type { LockedPackage } from './lock-file.ts';

/** A name as it stands in a package URL: the at sign of a scope is escaped (package-url/purl-spec). */
const purlOf = (name: string, version: string): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** The hash of a Subresource Integrity text, in hexadecimal as CycloneDX has it. */
const hashesOf = (integrity: string | undefined) => {
  const [algorithm = '', text = ''] = (integrity ?? '').split('-');
  if (algorithm !== 'sha512') return {};
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(text, 'base64').toString('hex') }] };
};

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Where Node finds a package that the one at this path asks for: in its own folder, or in one further up. */
const resolvedFrom = (lock: ReadonlyMap<string, LockedPackage>, path: string, name: string): string[] => {
  const inside = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
  if (lock.has(inside)) return [inside];
  if (path === '') return [];
  return resolvedFrom(lock, path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
};

/**
 * A CycloneDX 1.5 document of every package that is not a tool alone, by the lock file.
 * Which asks for which is told. `npm sbom --omit dev` leaves out
 * what a tool asks for as well.
 */
export const billOfMaterials = (lock: ReadonlyMap<string, LockedPackage>) => {
  const own = lock.get('');
  const packages = [...lock].filter(([path, { dev }]) => path !== '' && !dev);
  const listed = new Set(packages.map(([path]) => path));
  const askedFor = (path: string, asks: LockedPackage | undefined): string[] =>
    Object.keys({ ...asks?.dependencies, ...asks?.optionalDependencies, ...asks?.peerDependencies })
      .flatMap((name) => resolvedFrom(lock, path, name))
      .filter((found) => listed.has(found));
  const components = packages.map(([path, { version = '', license, integrity }]) => {
    const name = nameOf(path);
    return {
      type: 'library',
      'bom-ref': path,
      name,
      version,
      purl: purlOf(name, version),
      ...(license === undefined ? {} : { licenses: [{ expression: license }] }),
      ...hashesOf(integrity),
    };
  });
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': 'conductline',
        name: 'conductline',
        version: own?.version ?? '',
      },
    },
    components,
    dependencies: [
      { ref: 'conductline', dependsOn: askedFor('', own) },
      ...packages.map(([path, asks]) => ({ ref: path, dependsOn: askedFor(path, asks) })),
    ],
  };
};
