import { describe, expect, it } from 'vitest';
import { ShownContent } from '../../functions/cleaning/office/shown-content.ts';
import { expectSamePage } from '../../functions/cleaning/office/same-content.ts';
import { Notes, type Cleaning } from '../../functions/cleaning/cleaning.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';

const shown = {
  counted: new Set(['p', 'checkbox']),
  passed: new Set(['meta']),
  states: new Set(['checkbox@val']),
};
const of = (...parts: string[]): ShownContent => {
  const content = new ShownContent(shown, () => undefined);
  for (const part of parts) content.read(part);
  return content;
};
const compares = (before: string[], after: string[]) => () => of(...before).expectSame(of(...after));
const lost = 'content-lost';

describe('what a document shows before and after', () => {
  it.each<[string, string, string]>([
    ['a paragraph', '<a><p/><p/></a>', '<a><p/></a>'],
    ['a word', '<a><p>one two</p></a>', '<a><p>one</p></a>'],
    ['a word that changed', '<a><p>one</p></a>', '<a><p>two</p></a>'],
    ['a tick', '<a><x:checkbox x:val="1"/></a>', '<a><x:checkbox x:val="0"/></a>'],
    ['a tick whose attribute is gone', "<a><checkbox val='1'/></a>", '<a><checkbox/></a>'],
  ])('differs by %s', (_, before, after) => {
    expect(compares([before], [after])).toThrow(lost);
  });

  it.each<[string, string[], string[]]>([
    ['what is passed over', ['<a><meta><p>me</p></meta><p>x</p></a>'], ['<a><p>x</p></a>']],
    ['what is passed over and empty', ['<a><meta/><p>x</p></a>'], ['<a><p>x</p></a>']],
    ['comments and declarations', ['<?xml version="1.0"?><!-- p --><a><p>x</p></a>'], ['<a><p>x</p></a>']],
    ['the order of parts', ['<a><p>x</p></a>', '<a><p>y</p></a>'], ['<a><p>y</p></a>', '<a><p>x</p></a>']],
    ['attributes that show nothing', ['<a b="<p/>"><p/></a>'], ['<a><p/></a>']],
    ['a prefix', ['<w:a><w:p>x</w:p></w:a>'], ['<a><p>x</p></a>']],
  ])('does not differ by %s', (_, before, after) => {
    expect(compares(before, after)).not.toThrow();
  });

  it('charges what it reads', () => {
    const notes = new Notes({ ...defaultCleaningLimits, workSteps: 1_000 }, 0);
    const cleaning: Pick<Cleaning, 'works'> = notes;
    const page = Buffer.from(`<p>${'x'.repeat(800)}</p>`);
    expect(() => expectSamePage(page, page, cleaning)).toThrow('too-much-work');
  });
});
