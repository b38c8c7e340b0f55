import type { Cleaning } from '../cleaning.ts';
import type { FileType } from '../file-types.ts';
import { StopCleaning } from '../stop-cleaning.ts';

const base64 = /^[A-Za-z0-9+/=\s]*$/;
const dataUri = /^\s*data:([^,]{0,200}),/;

/**
 * Files that stand in markup as base64. Markup is rewritten at once, and files are cleaned one after the other: a first
 * pass collects them, a second one puts the cleaned ones in their places.
 * @throws {StopCleaning} `embedded-file` for what is not base64
 */
export class EmbeddedFiles {
  private readonly waiting: Buffer[] = [];
  private cleaned: readonly Buffer[] | undefined;
  private next = 0;

  /** The cleaned file for this one, as base64; in the first pass the same text. */
  base64(text: string): string {
    if (!base64.test(text)) throw StopCleaning.because('embedded-file');
    const cleaned = this.take(Buffer.from(text, 'base64'));
    return cleaned?.toString('base64') ?? text;
  }

  /** A `data:` address with its file cleaned; any other address as it is. */
  dataUri(address: string): string {
    const head = dataUri.exec(address);
    if (!head) return address;
    const rest = address.slice(head[0].length);
    if (!/;\s*base64\s*$/i.test(head[1] ?? '')) throw StopCleaning.because('embedded-file');
    const type = /^[a-z]+\/[a-z0-9.+-]+/i.exec(head[1] ?? '')?.[0] ?? 'application/octet-stream';
    return `data:${type};base64,${this.base64(rest)}`;
  }

  private take(file: Buffer): Buffer | undefined {
    const cleaned = this.cleaned?.[this.next++];
    if (!this.cleaned) this.waiting.push(file);
    return cleaned;
  }

  /** Runs `rewrite` as often as the files in it need. */
  static async rewriting(
    rewrite: (files: EmbeddedFiles) => Buffer,
    types: readonly FileType[],
    cleaning: Cleaning,
  ): Promise<Buffer> {
    const files = new EmbeddedFiles();
    const first = rewrite(files);
    if (files.waiting.length === 0) return first;
    const cleaned: Buffer[] = [];
    for (const file of files.waiting) {
      cleaning.works(file.length);
      cleaning.unpacks(file.length);
      cleaned.push(await cleaning.cleanPart(file, types));
    }
    files.cleaned = cleaned;
    return rewrite(files);
  }
}
