import type { Cleaning } from '../cleaning.ts';
import type { HeaderField } from './mail-header.ts';

const reference = /\bcid:([^\s"'<>()&]{1,300})/gi;
const startParameter = /(;\s*start\s*=\s*"?<)([^>]{1,300})(>"?)/i;

/**
 * The identifiers of a mail's parts (RFC 2392), into which programs write hosts and times. Each becomes a number, the same
 * where a text shows the part.
 */
export class ContentIds {
  private readonly numbers = new Map<string, number>();
  private readonly cleaning: Cleaning;

  constructor(cleaning: Cleaning) {
    this.cleaning = cleaning;
  }

  inField(field: HeaderField): HeaderField {
    const pattern =
      field.name === 'content-id'
        ? /(<)([^>]{1,300})(>)/
        : field.name === 'content-type'
          ? startParameter
          : undefined;
    if (!pattern) return field;
    const renamed = (text: string): string =>
      text.replace(
        pattern,
        (_, before: string, id: string, after: string) => before + this.renamed(id) + after,
      );
    return { ...field, value: renamed(field.value), written: renamed(field.written) };
  }

  inText(text: string): string {
    this.cleaning.works(text.length);
    return text.replaceAll(reference, (_, id: string) => `cid:${this.renamed(percentDecoded(id))}`);
  }

  private renamed(id: string): string {
    const number = this.numbers.get(id) ?? this.numbers.size + 1;
    this.numbers.set(id, number);
    const name = `part${number}@mail`;
    if (name !== id) this.cleaning.found('identifiers');
    return name;
  }
}

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
