import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startService, type Service } from '../harness/service.ts';
import { postForm } from './pages.ts';

const reportBytes = 200 * 1024;
const filling = (piece: string): string =>
  `a${piece.repeat(Math.floor((reportBytes - 1000) / Buffer.byteLength(piece)))}`;

const arabicWords = (count: number): string => {
  const letter = (index: number): string => String.fromCharCode(0x628 + (index % 19));
  return Array.from(
    { length: count },
    (_, index) => `وبال${letter(index)}${letter(index / 19)}${letter(index / 361)}`,
  ).join(' ');
};

/** Texts that took a hundred milliseconds and more when names, hints and signs of spam were looked for in them. */
const slowTexts: readonly (readonly [string, string])[] = [
  ['combining marks', filling('\u0301\u0323')],
  ['half-width signs that become marks', filling('\uff9e\u0323')],
  ['words of one letter with an accent', filling(' a\u0301')],
  ['letters that are spelled in two ways', filling(' öä')],
  ['praises that become sentences', filling('\ufdfa')],
  ['local parts of addresses', filling('a.b@')],
  ['digits', filling('1 ')],
  ['links', filling(' www.')],
  ['Arabic words, each another one', arabicWords(12_000)],
];

const reading = ['replace', 'replaceAll', 'split', 'toLowerCase', 'match', 'matchAll', 'includes'] as const;
/** Each character of a text may be read so often, all methods together. */
const mostReads = 85;

/** What `normalize` takes: it sorts the marks on one letter, each against those before it. */
const sortingSteps = (text: string): number => {
  let steps = text.length;
  for (const [run] of text.matchAll(/[\p{M}\uff9e\uff9f]{2,}/gu)) steps += run.length ** 2;
  return steps;
};

describe('the review page', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
    for (const name of ['Ada Lovelace', '山田太郎', 'José Müller', 'عبد الله الكاتب'])
      await service.addMember({ name });
  });
  afterAll(() => service.close());
  afterEach(() => vi.restoreAllMocks());

  it.each(slowTexts)('reads each character a bounded number of times, of %s', async (_, whatHappened) => {
    const normalized = vi.spyOn(String.prototype, 'normalize');
    const spies = reading.map((method) => vi.spyOn(String.prototype, method));
    const page = await postForm(service, '/report/review', { whatHappened });
    const given = (spied: { mock: { contexts: unknown[] } }): string[] => spied.mock.contexts.map(String);
    const [sorted, read] = [given(normalized), spies.flatMap(given)];
    vi.restoreAllMocks();
    expect(page.status).toBe(200);
    expect(sum(read.map(({ length }) => length))).toBeLessThan(mostReads * whatHappened.length);
    // A text is brought into three forms; one with letters that are spelled in two ways into five.
    const mostSorting = /[äöü]/.test(whatHappened) ? 5 : 3.5;
    expect(sum(sorted.map(sortingSteps))).toBeLessThan(mostSorting * whatHappened.length);
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
