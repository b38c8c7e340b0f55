import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  announcements,
  messageTexts,
  openEntry,
  sealEntry,
  type Entry,
} from '../../functions/domain/thread/entry.ts';
import { entryText, type EntryWords } from '../../functions/domain/thread/entry-text.ts';
import { contentContext, lengthPrefixed } from '../../functions/envelope/format.ts';
import { sealPadded } from '../../functions/envelope/seal.ts';

const key = randomBytes(32);
const place = { caseId: 'case', thread: 'reporter', number: 2 };
const on = '2026-03-10T09:00:00.000Z';
const message = (text: string): Entry => ({
  from: 'reporter',
  kind: 'message',
  on,
  texts: messageTexts(text),
});

describe('an entry', () => {
  it('opens as it was sealed, whatever is in its texts', () => {
    const texts = fc.uniqueArray(fc.tuple(fc.string(), fc.string({ unit: 'grapheme' })), {
      selector: ([name]) => name,
      maxLength: 6,
    });
    fc.assert(
      fc.property(texts, (pairs) => {
        const entry: Entry = { from: 'reporter', kind: 'report', on, texts: new Map(pairs) };
        expect(openEntry(key, place, sealEntry(key, place, entry))).toEqual(entry);
      }),
      { numRuns: 50 },
    );
  });

  it('of the team carries its author', () => {
    const author = { id: 'm1', name: 'Ada' };
    const entry: Entry = { from: 'team', kind: 'message', on, author, texts: messageTexts('Hello') };

    expect(openEntry(key, place, sealEntry(key, place, entry))).toEqual(entry);
  });

  it('moved to another case, thread or number does not open, nor with another key', () => {
    const sealed = sealEntry(key, place, message('Hello'));
    for (const other of [{ caseId: 'other' }, { thread: 'appeal' }, { number: 3 }]) {
      expect(openEntry(key, { ...place, ...other }, sealed)).toBeUndefined();
    }
    expect(openEntry(randomBytes(32), place, sealed)).toBeUndefined();
    expect(openEntry(key, place, new Uint8Array(0))).toBeUndefined();
  });

  it('short texts are sealed to one size', () => {
    const sizes = ['', 'Hello', 'x'.repeat(800)].map((text) => sealEntry(key, place, message(text)).length);

    expect(new Set(sizes).size).toBe(1);
  });

  it('that opens to something else is none', () => {
    const { caseId, thread, number } = place;
    const context = contentContext({ caseId, thread, kind: 'entry', id: String(number), revision: 1 });
    const sealed = (parts: string[]) => sealPadded(key, context, lengthPrefixed(parts));
    const head = JSON.stringify({ from: 'reporter', kind: 'message', on });

    expect(openEntry(key, place, sealed([head, 'text', 'Hello']))).toEqual(message('Hello'));
    expect(openEntry(key, place, sealed([]))).toBeUndefined();
    expect(openEntry(key, place, sealed([head, 'text']))).toBeUndefined();
    expect(openEntry(key, place, sealed([JSON.stringify({ from: 'nobody' }), 'text', 'x']))).toBeUndefined();
    expect(openEntry(key, place, sealPadded(key, context, Uint8Array.of(0, 0, 0, 9, 1)))).toBeUndefined();
  });

  const words: EntryWords = {
    language: 'en',
    question: (id) => (id === 'whatHappened' ? 'What happened?' : id),
    announcement: (kind) => `(${kind})`,
    event: ({ event, facts }) => `(${event}: ${Object.values(facts).join(' to ')})`,
    act: ({ act, facts }) => `(${act}: ${Object.values(facts).join(' to ')})`,
  };

  it('a date that was moved opens as it was sealed, and reads with the reason that is meant for the reporter', () => {
    const before = '2026-03-12T09:00:00.000Z';
    const moved: Entry = {
      from: 'team',
      kind: 'event',
      on,
      author: { id: 'm1', name: 'Ada' },
      event: 'date-moved',
      facts: { before, after: '2026-03-14T23:00:00.000Z' },
      texts: new Map([['text', 'We are ill.']]),
    };
    expect(openEntry(key, place, sealEntry(key, place, moved))).toEqual(moved);
    const said = '(date-moved: 2026-03-12T09:00:00.000Z to 2026-03-14T23:00:00.000Z)';
    expect(entryText(moved, words)).toBe(`${said}\n\nWe are ill.`);
    expect(entryText({ ...moved, texts: new Map() }, words)).toBe(said);
  });

  it('reads as plain text: a message as it is, answers under their questions', () => {
    expect(entryText(message('Hello'), words)).toBe('Hello');
    const texts = new Map([
      ['whatHappened', 'He shouted.'],
      ['gone', 'An answer to a question nobody asks any more.'],
    ]);
    expect(entryText({ from: 'reporter', kind: 'report', on, texts }, words)).toBe(
      'What happened?\nHe shouted.\n\ngone\nAn answer to a question nobody asks any more.',
    );
  });

  it.each(announcements)('%s is said in the reader’s words, whatever text was stored with it', (kind) => {
    for (const texts of [new Map<string, string>(), messageTexts('Stored in English once.')]) {
      const opened = openEntry(key, place, sealEntry(key, place, { from: 'reporter', kind, on, texts }));
      expect(opened && entryText(opened, words)).toBe(`(${kind})`);
    }
  });
});
