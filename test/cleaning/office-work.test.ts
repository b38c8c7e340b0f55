import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Notes, type Cleaning } from '../../functions/cleaning/cleaning.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { OpenDocumentRules } from '../../functions/cleaning/office/open-document-rules.ts';
import { EmbeddedFiles } from '../../functions/cleaning/office/embedded-files.ts';
import { FieldCodes } from '../../functions/cleaning/office/field-codes.ts';
import { PartRules } from '../../functions/cleaning/office/open-xml-rules.ts';
import { rewriteXml } from '../../functions/cleaning/office/rewrite-xml.ts';
import { StopCleaning } from '../../functions/cleaning/stop-cleaning.ts';

/** Counts what the rewriting of one part charges. Steps, not time: a busy machine changes nothing. */
const stepsOf = (xml: Buffer, kind: 'word' | 'open'): number => {
  let steps = 0;
  const notes = new Notes(defaultCleaningLimits, xml.length);
  const cleaning: Cleaning = {
    limits: defaultCleaningLimits,
    found: notes.found,
    remark: notes.remark,
    unpacks: notes.unpacks,
    works: (more) => (steps += more),
    cleanPart: (bytes) => Promise.resolve(bytes),
  };
  const rules =
    kind === 'word'
      ? new PartRules(new Set(), new FieldCodes(), cleaning)
      : new OpenDocumentRules({ nameOf: () => undefined }, new EmbeddedFiles(), cleaning);
  try {
    rewriteXml(xml, rules);
  } catch (reason) {
    if (!(reason instanceof StopCleaning)) throw reason;
  }
  return steps;
};

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const piece = fc.constantFrom(
  '<w:p>',
  '</w:p>',
  '<w:r w:rsidR="1">',
  '</w:r>',
  '<w:t>a</w:t>',
  '<x:a xmlns:x="urn:x">',
  '</x:a>',
  '<w:fldSimple w:instr="&quot;\\&quot;\\&quot;"/>',
  '<!-- a -->',
  '<!--',
  '<![CDATA[',
  '<a b="c" ',
  ' '.repeat(50),
  '"\\"\\',
  '&#x41;',
  '<w:p xmlns:b="urn:b">',
);

describe.each(['word', 'open'] as const)('rewriting a part (%s)', (kind) => {
  it('charges a bounded number of steps for each byte, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, fc.integer({ min: 1, max: 60 })), { maxLength: 60 }), (pieces) => {
        const body = pieces.map(([text, times]) => text.repeat(times)).join('');
        const xml = Buffer.from(`<w:document xmlns:w="${word}">${body}</w:document>`);
        expect(stepsOf(xml, kind) / xml.length).toBeLessThan(40);
      }),
      { numRuns: 300 },
    );
  });

  it('stops at prefixes without end, each of which would be carried along', () => {
    const declarations = Array.from({ length: 2_000 }, (_, index) => `<w:p xmlns:p${index}="urn:p">`).join(
      '',
    );
    const xml = Buffer.from(`<w:document xmlns:w="${word}">${declarations}`);
    expect(stepsOf(xml, kind) / xml.length).toBeLessThan(40);
  });
});

describe('a document rewritten', () => {
  it('charges its bytes before it is read', () => {
    const xml = Buffer.from(`<w:document xmlns:w="${word}"/>`);
    expect(stepsOf(xml, 'word')).toBeGreaterThanOrEqual(xml.length);
  });
});
