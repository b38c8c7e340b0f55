import { posix } from 'node:path';
import type { Cleaning } from '../cleaning.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { relationshipKind, type RelationshipKind } from './relationship-kinds.ts';
import { unpackEntry, type ZipEntry } from './read-zip.ts';
import { rewriteXml } from './rewrite-xml.ts';

export type Relationship = {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
};
export type KeptRelationship = Relationship & { readonly part: string | undefined };
export type Part = {
  readonly name: string;
  readonly entry: ZipEntry;
  readonly kind: RelationshipKind;
  readonly contentType: string;
  readonly relationships: readonly KeptRelationship[];
};
export type Package = {
  readonly relationships: readonly KeptRelationship[];
  /** By lower-case name, the main part first. */
  readonly parts: ReadonlyMap<string, Part>;
};

/**
 * The parts that a package's kept relationships lead to (ECMA-376 part 2, §6.5). A part that none leads to is not shown
 * by any program and goes.
 * @throws {StopCleaning} `has-macros` for a part of macros
 */
export const readPackage = (entries: readonly ZipEntry[], cleaning: Cleaning): Package => {
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const textOf = (name: string): Buffer | undefined => {
    const entry = byName.get(name.toLowerCase());
    return entry && unpackEntry(entry, cleaning.unpacks);
  };
  const types = readContentTypes(textOf('[Content_Types].xml'), cleaning);
  const parts = new Map<string, Part>();
  const waiting: { readonly name: string; readonly kind: RelationshipKind }[] = [];
  const known = new Set<string>();
  const follow = (source: string): KeptRelationship[] => {
    const rels = textOf(posix.join(posix.dirname(source), '_rels', `${posix.basename(source)}.rels`));
    const found = rels ? readRelationships(rels, cleaning) : [];
    cleaning.works(50 * found.length);
    return found.flatMap((relationship): KeptRelationship[] => {
      const kind = relationshipKind(relationship.type);
      if (kind.kind === 'macro') throw StopCleaning.because('has-macros');
      if (kind.kind === 'gone') {
        cleaning.found(kind.finding);
        return [];
      }
      if (relationship.isExternal) return [{ ...relationship, part: undefined }];
      const name = partName(source, relationship.target);
      if (!byName.has(name)) return [];
      if (!known.has(name)) {
        known.add(name);
        waiting.push({ name, kind });
      }
      return [{ ...relationship, part: name }];
    });
  };
  const relationships = follow('');
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const entry = byName.get(next.name);
    if (!entry) continue;
    const contentType = types(entry.name);
    parts.set(next.name, { ...next, entry, contentType, relationships: follow(entry.name) });
  }
  for (const key of byName.keys()) {
    if (!parts.has(key) && !/\.rels$|^\[content_types\]\.xml$/.test(key)) cleaning.found('other-data');
  }
  return { relationships, parts };
};

/** Lower-case: names of parts differ by more than case (ECMA-376 part 2, §6.2.2.3). */
const partName = (source: string, target: string): string => {
  const path = target.replace(/[?#].*$/s, '');
  const name = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(source), path);
  return posix.normalize(name).toLowerCase();
};

const reading = (cleaning: Cleaning) => ({
  attribute: ({ value }: { readonly value: string }) => value,
  namespace: () => true,
  onComment: () => cleaning.found('comment'),
  works: cleaning.works,
});

const readRelationships = (rels: Buffer, cleaning: Cleaning): Relationship[] => {
  const found: Relationship[] = [];
  rewriteXml(rels, {
    ...reading(cleaning),
    element: ({ local, attribute }) => {
      if (local !== 'Relationship') return 'keep';
      found.push({
        id: attribute('Id') ?? '',
        type: attribute('Type') ?? '',
        target: attribute('Target') ?? '',
        isExternal: attribute('TargetMode') === 'External',
      });
      return 'keep';
    },
  });
  return found;
};

const readContentTypes = (xml: Buffer | undefined, cleaning: Cleaning): ((name: string) => string) => {
  if (!xml) throw StopCleaning.because('broken');
  const byPart = new Map<string, string>();
  const byExtension = new Map<string, string>();
  rewriteXml(xml, {
    ...reading(cleaning),
    element: ({ local, attribute }) => {
      const contentType = attribute('ContentType') ?? '';
      if (local === 'Override') byPart.set((attribute('PartName') ?? '').toLowerCase(), contentType);
      if (local === 'Default') byExtension.set((attribute('Extension') ?? '').toLowerCase(), contentType);
      return 'keep';
    },
  });
  return (name) =>
    byPart.get(`/${name.toLowerCase()}`) ?? byExtension.get(posix.extname(name).slice(1).toLowerCase()) ?? '';
};
