import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostParts } from '../../../functions/web/request/multipart.ts';
import { readForm } from '../../../functions/web/request/request-body.ts';

const read = (body: string | Uint8Array<ArrayBuffer>, contentType: string) =>
  readForm(
    new Request('https://report.example.org/report', {
      method: 'POST',
      body,
      headers: { 'content-type': contentType },
    }),
  );
const fields = async (body: string | Uint8Array<ArrayBuffer>, contentType: string) => {
  const form = await read(body, contentType);
  if (!form.ok) throw new Error(form.problem.code);
  return form.content;
};
const codeOf = async (...form: Parameters<typeof read>): Promise<string> => {
  const result = await read(...form);
  return result.ok ? 'read' : result.problem.code;
};
type Part = readonly [head: string, content: string];
const written = (boundary: string, parts: readonly Part[], end = '\r\n'): string =>
  [...parts.map(([head, content]) => `--${boundary}${end}${head}${end}${end}${content}${end}`)].join('') +
  `--${boundary}--${end}`;
const type = (boundary: string): string => `multipart/form-data; boundary=${boundary}`;
const text: Part = ['Content-Disposition: form-data; name="text"', 'hi'];
const file = (rest: string): Part => [`Content-Disposition: form-data; ${rest}`, 'hello'];
const plainFile = file('name="files"; filename="a.txt"');

describe('a form of another program is read', () => {
  it.each<[string, string, string]>([
    ['as browsers send it', type('b1'), written('b1', [text, plainFile])],
    ['with its boundary in quotes', type('"b1"'), written('b1', [text, plainFile])],
    [
      'with signs and a space in its boundary',
      type('"b 1\'()+_,-./:=?"'),
      written("b 1'()+_,-./:=?", [text, plainFile]),
    ],
    [
      'with another parameter before its boundary',
      'Multipart/Form-Data; charset=utf-8; Boundary=b1',
      written('b1', [text, plainFile]),
    ],
    [
      'with a second name of the file in UTF-8',
      type('b1'),
      written('b1', [text, file('name="files"; filename="x"; filename*=utf-8\'\'a.txt')]),
    ],
    [
      'with a second name that cannot be read',
      type('b1'),
      written('b1', [text, file('name="files"; filename="a.txt"; filename*=utf-8\'\'%ff')]),
    ],
    [
      'with names without quotes',
      type('"b1"'),
      written('b1', [
        ['Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=text', 'hi'],
        file('name=files; filename=a.txt'),
      ]),
    ],
    [
      'with spaces around the signs of its parameters',
      type('b1'),
      written('b1', [text, file(' name = "files" ; filename = "a.txt" ')]),
    ],
    [
      'with a preamble and an epilogue',
      type('b1'),
      `This is a form.\r\n${written('b1', [text, plainFile])}The end.`,
    ],
    ['without a line end behind it', type('b1'), written('b1', [text, plainFile]).trimEnd()],
    [
      'with spaces behind its delimiters',
      type('b1'),
      written('b1', [text, plainFile]).replaceAll('--b1\r\n', '--b1 \t\r\n'),
    ],
    [
      'with folded headers',
      type('b1'),
      written('b1', [
        text,
        ['Content-Disposition: form-data;\r\n name="files";\r\n\tfilename="a.txt"', 'hello'],
      ]),
    ],
    [
      'with headers in small letters and others beside them',
      type('b1'),
      written('b1', [
        text,
        [
          'x-part: 2\r\ncontent-length: 5\r\ncontent-type: text/plain\r\ncontent-disposition: Form-Data; Name="files"; FileName="a.txt"',
          'hello',
        ],
      ]),
    ],
    ['with lines that end in LF alone', type('b1'), written('b1', [text, plainFile], '\n')],
    [
      'with a whole path',
      type('b1'),
      written('b1', [text, file('name="files"; filename="C:\\Users\\grace\\a.txt"')]),
    ],
    [
      'with content in base64',
      type('b1'),
      written('b1', [
        text,
        [
          'Content-Disposition: form-data; name="files"; filename="a.txt"\r\nContent-Transfer-Encoding: base64',
          'aGVs\r\nbG8=',
        ],
      ]),
    ],
    [
      'with a boundary that begins another line of it',
      type('b1'),
      written('b1', [text, plainFile]).replace('--b1\r\nContent', '--b1\r\nX: --b1x\r\nContent'),
    ],
  ])('%s', async (_, contentType, body) => {
    const form = await fields(body, contentType);
    expect(form.all('text')).toEqual(['hi']);
    const [only, ...others] = form.files('files');
    expect([only?.name, Buffer.from(only?.bytes ?? []).toString(), others]).toEqual(['a.txt', 'hello', []]);
  });

  it('with quotes and line ends in a name, as browsers write them', async () => {
    const body = written('b', [
      file('name="files"; filename="a%22b%0D%0A.txt"'),
      file('name="files"; filename="c\\"d.txt"'),
    ]);
    expect((await fields(body, type('b'))).files('files').map(({ name }) => name)).toEqual([
      'a"b\r\n.txt',
      'c"d.txt',
    ]);
  });

  it('with a text in a charset that it names, and a name in Latin-1', async () => {
    const body = written('b', [
      [
        'Content-Disposition: form-data; name="text"\r\nContent-Type: text/plain; charset=iso-8859-1',
        'Gr\u00fc\u00dfe',
      ],
      file('name="files"; filename="Gr\u00fc\u00dfe.txt"'),
    ]);
    const form = await fields(new Uint8Array(Buffer.from(body, 'latin1')), type('b'));
    expect([form.get('text'), form.files('files')[0]?.name]).toEqual([
      'Gr\u00fc\u00dfe',
      'Gr\u00fc\u00dfe.txt',
    ]);
  });

  it('whatever its contents are', async () => {
    const bytes = fc.uint8Array({ maxLength: 40 });
    const line = fc.constantFrom(
      '\r\n',
      '\n',
      '\r',
      '--',
      '--edge',
      '\r\n--edg',
      '\r\n--edgex',
      '\r\n--edge-',
      ' ',
    );
    const content = fc
      .array(
        fc.oneof(
          bytes,
          line.map((text_) => new Uint8Array(Buffer.from(text_))),
        ),
        { maxLength: 6 },
      )
      .map((parts) => Buffer.concat(parts))
      .filter((whole) => !/(^|\n)--edge(--|[ \t]*\r?\n|[ \t]*\r?$)/.test(whole.toString('latin1')));
    await fc.assert(
      fc.asyncProperty(fc.array(content, { maxLength: 4 }), async (contents) => {
        const body = Buffer.concat([
          ...contents.flatMap((whole, at) => [
            Buffer.from(`--edge\r\nContent-Disposition: form-data; name="f"; filename="${at}"\r\n\r\n`),
            whole,
            Buffer.from('\r\n'),
          ]),
          Buffer.from('--edge--\r\n'),
        ]);
        const form = await fields(new Uint8Array(body), type('edge'));
        expect(form.files('f').map(({ bytes: got }) => Buffer.from(got).toString('hex'))).toEqual(
          contents.map((whole) => whole.toString('hex')),
        );
      }),
    );
  });
});

describe('a form is refused', () => {
  it.each<[string, string, string, string]>([
    ['without a boundary', 'multipart/form-data', written('b', [text]), 'broken-multipart'],
    ['with a boundary that it does not have', type('other'), written('b', [text]), 'broken-multipart'],
    ['that is cut off', type('b'), written('b', [text]).slice(0, -7), 'broken-multipart'],
    [
      'with a part without a name',
      type('b'),
      written('b', [['Content-Disposition: form-data', 'x']]),
      'broken-multipart',
    ],
    [
      'with a part that is no field',
      type('b'),
      written('b', [['Content-Disposition: attachment; name="a"', 'x']]),
      'broken-multipart',
    ],
    [
      'with an encoding nobody uses',
      type('b'),
      written('b', [[`${text[0]}\r\nContent-Transfer-Encoding: x-uuencode`, 'x']]),
      'broken-multipart',
    ],
    [
      'with a charset nobody knows',
      type('b'),
      written('b', [[`${text[0]}\r\nContent-Type: text/plain; charset=x-none`, 'x']]),
      'not-utf-8',
    ],
  ])('%s', async (_, contentType, body, code) => {
    expect(await codeOf(body, contentType)).toBe(code);
  });

  it('with more parts or fields than any form of ours has, as soon as they are counted', async () => {
    const empty = file('name="files"; filename=""');
    const parts = (count: number) =>
      written(
        'b',
        Array.from({ length: count }, () => empty),
      );
    expect(await codeOf(parts(mostParts), type('b'))).toBe('read');
    expect(await codeOf(parts(mostParts + 1), type('b'))).toBe('too-many-fields');
    // What comes behind is not looked at: it is not even a form.
    const cut = parts(mostParts + 1).replace(/--b--\r\n$/, '--b\r\n');
    expect(await codeOf(cut, type('b'))).toBe('too-many-fields');
    expect(await codeOf(parts(62_000).slice(0, 4_000_000), type('b'))).toBe('too-many-fields');
    const urlEncoded = 'application/x-www-form-urlencoded';
    expect(await codeOf('a=1&'.repeat(mostParts), urlEncoded)).toBe('read');
    expect(await codeOf('a=1&'.repeat(mostParts + 1), urlEncoded)).toBe('too-many-fields');
  });
});
