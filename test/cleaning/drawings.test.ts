import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { photo } from './make-media.ts';

const drawing = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:editor" width="9" height="9">${inside}</svg>`;
const outcome = (inside: string) => cleanFile(Buffer.from(drawing(inside)), defaultCleaningLimits);
const cleaned = async (inside: string) => {
  const result = await outcome(inside);
  if (result.kind !== 'cleaned') throw new Error(result.why);
  expect(await cleanFile(result.bytes, defaultCleaningLimits)).toEqual({ ...result, removed: [] });
  return { ...result, text: Buffer.from(result.bytes).toString('latin1') };
};

describe('the style sheet of a drawing', () => {
  it('stays, for the colours are in it, without comments and addresses of a machine', async () => {
    const { text, removed } = await cleaned(
      '<style>.a{fill:red}/* by MARKER */.b{fill:url(#g)}@font-face{src:url(file:///home/MARKER/a.ttf)}</style><rect class="a" style="fill:blue;filter:url(../MARKER.svg#f)"/>',
    );
    expect(text).not.toContain('MARKER');
    expect(text).toContain('.a{fill:red}.b{fill:url(#g)}');
    expect(text).toContain('style="fill:blue;filter:url(&quot;&quot;)"');
    expect(removed).toEqual(['file-paths', 'comment']);
  });

  it('has its pictures cleaned, and keeps its fonts', async () => {
    const font = '@font-face{src:url(data:font/woff2;base64,AAAA)}';
    const { text, removed } = await cleaned(
      `<style>${font}.a{background:url(data:image/jpeg;base64,${photo.toString('base64')})}</style>`,
    );
    expect(text).toContain(font);
    const inside = Buffer.from(/image\/jpeg;base64,([\w+/=]+)/.exec(text)?.[1] ?? '', 'base64');
    expect(inside.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(inside.includes('MARKER')).toBe(false);
    expect(removed).toEqual(['gps-position', 'camera']);
  });
});

describe('a drawing that would lose what it shows is not called clean', () => {
  it.each([
    ['words in HTML', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">words</p></foreignObject>'],
    [
      'words in HTML with a note for old readers',
      '<switch><foreignObject requiredFeatures="x"><p>words</p></foreignObject><text>note</text></switch>',
    ],
    ['flowed text', '<flowRoot><flowPara>words</flowPara></flowRoot>'],
    [
      'something that appears by and by',
      '<rect opacity="0"><animate attributeName="opacity" to="1"/></rect>',
    ],
    ['a film', '<video href="https://example.org/a.mp4"/>'],
  ])('%s', async (_, inside) => {
    expect(await outcome(inside)).toMatchObject({ kind: 'could-not-be-cleaned', why: 'content-lost' });
  });

  it('what one program alone knows is not missed where all others draw something in its place', async () => {
    const { text } = await cleaned(
      '<switch><foreignObject requiredExtensions="urn:editor"><i:data>MARKER</i:data></foreignObject><path d="M0 0"/></switch>',
    );
    expect(text).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><switch><path d="M0 0"/></switch></svg>',
    );
  });

  it('a drawing in a drawing is cleaned like one', async () => {
    const inner = drawing('<metadata>MARKER</metadata><path d="M1 1"/>');
    const { text } = await cleaned(
      `<image href="data:image/svg+xml;base64,${Buffer.from(inner).toString('base64')}"/>`,
    );
    const kept = Buffer.from(/base64,([\w+/=]+)/.exec(text)?.[1] ?? '', 'base64').toString();
    expect(kept).toContain('<path d="M1 1"/>');
    expect(kept).not.toContain('MARKER');
  });
});
