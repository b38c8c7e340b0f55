import { createHash } from 'node:crypto';
import { StopCleaning } from '../stop-cleaning.ts';

/** What of a family of documents is counted, and whose text is read. Names are local ones. */
export type Shown = {
  /** Elements that a reader sees. */
  readonly counted: ReadonlySet<string>;
  /** Elements whose text counts; of all elements when there is none. */
  readonly texts?: ReadonlySet<string>;
  /** Elements that are passed over with all that is in them. */
  readonly passed: ReadonlySet<string>;
  /** Attributes that say what is ticked or chosen, by `element@attribute`. */
  readonly states: ReadonlySet<string>;
};

/** Counts by element, the states of ticks, and a digest of each part's text, in no order. */
export class ShownContent {
  private readonly counts = new Map<string, number>();
  private readonly texts: string[] = [];
  private readonly shown: Shown;
  private readonly works: (steps: number) => void;
  private readonly withStates: ReadonlySet<string>;

  constructor(shown: Shown, works: (steps: number) => void) {
    this.shown = shown;
    this.works = works;
    this.withStates = new Set([...shown.states].map((state) => state.slice(0, state.indexOf('@'))));
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** Reads a part by its tags alone: knows nothing of the rules by which it was or will be rewritten. */
  read(xml: string): void {
    this.works(xml.length);
    const { counted, texts, passed, states } = this.shown;
    const digest = createHash('sha256');
    let length = 0;
    const open: string[] = [];
    let passedFrom = -1;
    for (const [written, closing, name, rest = ''] of xml.matchAll(piece)) {
      if (name === undefined) {
        const parent = open.at(-1) ?? '';
        if (
          open.length === 0 ||
          passedFrom !== -1 ||
          (texts && !texts.has(parent)) ||
          written.startsWith('<')
        )
          continue;
        const text = texts ? written : written.replaceAll(/\s+/g, '');
        digest.update(text, 'latin1');
        length += text.length;
        continue;
      }
      const local = name.slice(name.indexOf(':') + 1);
      if (closing === '/') {
        open.pop();
        if (open.length <= passedFrom) passedFrom = -1;
        continue;
      }
      if (passedFrom === -1 && passed.has(local)) passedFrom = open.length;
      if (passedFrom === -1) this.see(local, rest, counted, states);
      if (!rest.endsWith('/')) open.push(local);
      else if (passedFrom === open.length) passedFrom = -1;
    }
    if (length > 0) this.texts.push(digest.digest('base64'));
  }

  private see(local: string, rest: string, counted: ReadonlySet<string>, states: ReadonlySet<string>): void {
    if (counted.has(local)) this.count(local);
    if (!this.withStates.has(local)) return;
    for (const [, attribute = '', value = ''] of rest.matchAll(attributePattern)) {
      const state = `${local}@${attribute.slice(attribute.indexOf(':') + 1)}`;
      if (states.has(state)) this.count(`${state}=${value}`);
    }
  }

  /** @throws {StopCleaning} `content-lost` when the other one shows anything else */
  expectSame(other: ShownContent): void {
    if (this.summary() !== other.summary()) throw StopCleaning.because('content-lost');
  }

  private summary(): string {
    const counts = [...this.counts].map(([what, count]) => `${what} ${count}`);
    return [...counts.sort(), ...this.texts.sort()].join('\n');
  }
}

// One class of characters after another: each character is read once.
const piece = /<(\/?)([A-Za-z_][^\s<>/]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|<[!?][^>]*>|[^<]+/g;
const attributePattern = /([\w:.-]+)\s*=\s*["']([^"'<]{0,100})["']/g;
