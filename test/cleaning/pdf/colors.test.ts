import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { cleanPdf, latin1, onePage, stream } from './make-pdf.ts';

const fixed = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65_536));
  return bytes;
};
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const xyz = (...values: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from('XYZ \0\0\0\0'), ...values.map(fixed)]);
const gamma = Buffer.concat([Buffer.from('curv\0\0\0\0'), number(1), Buffer.from([2, 0x33, 0, 0])]);

/** A profile of a screen or a printer that says whose it is. */
const profile = (space: string, tags: Readonly<Record<string, Buffer>>): string => {
  const all = Object.entries({ desc: Buffer.from('desc\0\0\0\0\0\0\0\x07MARKER\0\0'), ...tags });
  const head = Buffer.alloc(128);
  head.write('MRKR', 4);
  head.write(`prtr${space}XYZ `, 12);
  head.write('acspMRKR', 36);
  const table: Buffer[] = [number(all.length)];
  let offset = 132 + 12 * all.length;
  for (const [name, content] of all) {
    table.push(Buffer.from(name), number(offset), number(content.length));
    offset += content.length;
  }
  return latin1(Buffer.concat([head, ...table, ...all.map(([, content]) => content)]));
};
const screen = profile('RGB ', {
  rXYZ: xyz(0.52, 0.24, 0),
  gXYZ: xyz(0.29, 0.69, 0.04),
  bXYZ: xyz(0.16, 0.07, 0.78),
  rTRC: gamma,
  gTRC: gamma,
  bTRC: gamma,
});
const inks = profile('CMYK', {
  A2B0: Buffer.from('mft1 tables of inks!'),
  targ: Buffer.from('text\0\0\0\0MARKER'),
});

describe('a color profile', () => {
  it.each([
    ['of a screen', 3, screen, 'Display P3'],
    ['of grey', 1, profile('GRAY', { kTRC: gamma }), 'mntrGRAYXYZ '],
    ['of inks', 4, inks, 'mft1 tables of inks!'],
  ])('%s becomes one that names nobody, wherever it stands', async (_, components, content, wanted) => {
    const packed = stream(
      `/N ${components}/Filter/FlateDecode/Metadata 7 0 R`,
      latin1(deflateSync(Buffer.from(content, 'latin1'))),
    );
    const { text, removed } = await cleanPdf(
      onePage({
        catalog: '/OutputIntents[<</S/GTS_PDFA1/OutputConditionIdentifier(Custom)/DestOutputProfile 6 0 R>>]',
        resources:
          '/ColorSpace<</C[/ICCBased 5 0 R]/I[/Indexed[/ICCBased 6 0 R]1 <000000ffffff>]/DefaultRGB[/ICCBased 6 0 R]>>',
        page: '/Group<</S/Transparency/CS[/ICCBased 5 0 R]>>',
        more: [packed, stream(`/N ${components}`, content), stream('/Type/Metadata', 'MARKER')],
      }),
    );
    expect(text).not.toMatch(/MARKER|MRKR/);
    expect(text).toContain(wanted);
    expect(text).toContain(`/N ${components}`);
    expect(removed).toContain('color-profile');
  });

  it('that readers can not use goes, and the number of components stays', async () => {
    const { text } = await cleanPdf(
      onePage({
        resources: '/ColorSpace<</C[/ICCBased 5 0 R]>>',
        more: [stream('/N 4/Alternate/DeviceCMYK', 'MARKER')],
      }),
    );
    expect(text).not.toContain('MARKER');
    expect(text).toContain('/N 4/Alternate /DeviceCMYK');
  });
});

it('calibrated colors are said with two digits, also behind references: more are those of one screen', async () => {
  const screen =
    '/A[/CalRGB<</WhitePoint[0.9505 1 1.089]/Gamma[2.213 2.2 2.196]/Matrix 5 0 R>>]/B[/CalGray<</WhitePoint[0.95 1 1.09]/Gamma 2.213>>]';
  const more = ['[0.4402 0.2301 0.0131 0.3821 0.7111 0.0965 0.1419 0.0588 0.7153]'];
  const { text, removed } = await cleanPdf(onePage({ resources: `/ColorSpace<<${screen}>>`, more }));
  expect(removed).toEqual(['color-profile']);
  for (const word of [
    '/WhitePoint [0.95 1 1.09]',
    '/Gamma [2.21 2.2 2.2]',
    '/Gamma 2.21',
    '[0.44 0.23 0.01 0.38 0.71 0.1 0.14 0.06 0.72]',
  ]) {
    expect(text).toContain(word);
  }
});

it('calibrated, spot and mixed colors stay as they are', async () => {
  const spaces =
    '/A[/CalRGB<</WhitePoint[0.9 1 1.1]/Gamma[2.2 2.2 2.2]/Matrix[1 0 0 0 1 0 0 0 1]>>]/B[/Lab<</WhitePoint[0.9 1 1.1]/Range[-100 100 -100 100]>>]/C[/Separation/Gold/DeviceCMYK<</FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[0 .1 .5 0]/N 1>>]/D[/Pattern/DeviceRGB]';
  const { text, removed } = await cleanPdf(onePage({ resources: `/ColorSpace<<${spaces}>>` }));
  expect(removed).toEqual([]);
  for (const word of [
    '/Gamma [2.2 2.2 2.2]',
    '/Range [-100 100 -100 100]',
    '/Separation /Gold',
    '/C1 [0 .1 .5 0]',
    '[/Pattern /DeviceRGB]',
  ]) {
    expect(text).toContain(word);
  }
});
