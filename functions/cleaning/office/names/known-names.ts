/** By namespace: local names of elements and attributes, parted by white space. */
export type KnownNames = Readonly<Record<string, { readonly elements: string; readonly attributes: string }>>;

type Names = { readonly elements: ReadonlySet<string>; readonly attributes: ReadonlySet<string> };

/** The positive list of a family of formats. What it does not name is not kept. */
export class Vocabulary {
  private readonly namespaces = new Map<string, Names>();

  constructor(...lists: readonly KnownNames[]) {
    for (const [namespace, { elements, attributes }] of lists.flatMap((list) => Object.entries(list))) {
      const before = this.namespaces.get(namespace);
      this.namespaces.set(namespace, {
        elements: new Set([...(before?.elements ?? []), ...words(elements)]),
        attributes: new Set([...(before?.attributes ?? []), ...words(attributes)]),
      });
    }
  }

  hasNamespace(namespace: string): boolean {
    return this.namespaces.has(namespace);
  }

  hasElement(namespace: string, local: string): boolean {
    return this.namespaces.get(namespace)?.elements.has(local) === true;
  }

  hasAttribute(namespace: string, local: string): boolean {
    return this.namespaces.get(namespace)?.attributes.has(local) === true;
  }
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
