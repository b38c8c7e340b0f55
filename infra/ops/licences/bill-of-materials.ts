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

/**
 * A CycloneDX 1.5 document of every package that is not a tool alone, by the lock file.
 * `npm sbom --omit dev` leaves out what a tool asks for as well.
 */
export const billOfMaterials = (lock: ReadonlyMap<string, LockedPackage>) => {
  const own = lock.get('');
  const packages = [...lock].filter(([path, { dev }]) => path !== '' && !dev);
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
    dependencies: [{ ref: 'conductline', dependsOn: components.map((component) => component['bom-ref']) }],
  };
};
