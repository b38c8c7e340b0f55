import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadMail } from '../../functions/domain/mail/read-mail.ts';
import { byteLength, reportLimitBytes } from '../../functions/domain/kernel/text.ts';
import { mostParts } from '../../functions/mail/reading/part-tree.ts';
import { readMail } from '../../functions/mail/reading/read-mail.ts';
import { workFor } from '../../functions/mail/reading/work.ts';
import { corpus } from './corpus/corpus.ts';
import {
  base64,
  lines,
  multipart,
  page,
  part,
  plain,
  quotedPrintable,
  rawMail,
  trace,
} from './corpus/make-mail.ts';

const rawMails = corpus.map(({ raw }) => raw);

/** Everything that is left of a mail, as one text. */
const allOf = ({ text, quoted, signature, files }: ReadMail): string =>
  [text, quoted, signature, ...files.map(({ bytes }) => Buffer.from(bytes).toString())].join('\n');

/** It was read within the work that a mail of its size may take, and says nothing that is unsafe. */
const readsWell = async (raw: Uint8Array): Promise<ReadMail> => {
  const work = workFor(raw.length);
  const mail = await readMail(raw, work);
  // Well under the limit, where it would only have stopped.
  expect(work.taken()).toBeLessThan(100_000 + 30 * raw.length);
  const texts = [mail.subject, mail.text, mail.quoted, mail.signature];
  expect(texts.reduce((sum, text) => sum + byteLength(text), 0)).toBeLessThanOrEqual(reportLimitBytes);
  for (const text of texts) expect(text).not.toMatch(/[^\P{Cc}\t\n]|[\u202a-\u202e]/u);
  return mail;
};

const word = fc.stringMatching(/^[a-z]{8,12}$/).map((letters) => `w${letters}`);
const words = fc.array(word, { minLength: 1, maxLength: 20 }).map((all) => all.join(' '));
const leaf = fc.oneof(
  words.map((text) => part(plain, text)),
  words.map((text) => part({ ...plain, 'Content-Transfer-Encoding': 'base64' }, base64(text))),
  words.map((text) =>
    part({ ...plain, 'Content-Transfer-Encoding': 'quoted-printable' }, quotedPrintable(text)),
  ),
  words.map((text) => part(page, `<div><p>${text.replaceAll(' ', '</p><p>')}</p></div>`)),
  words.map((text) => part({ ...plain, 'Content-Disposition': 'attachment; filename=x.txt' }, text)),
  words.map((text) =>
    part(plain, lines('Thanks.', '', 'On 1 May 2026 at 10:00, A <a@example.org> wrote:', `> ${text}`)),
  ),
  words.map((text) => part(plain, lines('Thanks.', '-- ', text))),
  words.map((text) => part({ 'Content-Type': 'message/rfc822' }, lines('From: a@example.org', '', text))),
);
const { nested } = fc.letrec<{ nested: Buffer }>((tie) => ({
  nested: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc
      .tuple(
        fc.constantFrom('mixed', 'alternative', 'related', 'signed', 'digest', 'report', 'unheard-of'),
        fc.array(tie('nested'), { minLength: 1, maxLength: 4 }),
        fc.stringMatching(/^[A-Za-z0-9]{6,20}$/),
      )
      .map(([type, parts, boundary]) =>
        part({ 'Content-Type': `multipart/${type}; boundary="${boundary}"` }, multipart(boundary, ...parts)),
      ),
  ),
}));
const builtMail = nested.map((body) =>
  Buffer.concat([Buffer.from(lines(trace(), 'From: a@example.org', '')), body]),
);

/** The words that the parts of a mail say, taken out of their encodings by the generator's own rules. */
const wordsIn = (raw: Buffer): string[] => {
  const written = raw.toString('latin1');
  const decoded = written.replace(
    /(Content-Transfer-Encoding: base64\r\n\r\n)([A-Za-z0-9+/=\r\n]+?)(?=\r\n--|$)/g,
    (_, head: string, body: string) => head + Buffer.from(body, 'base64').toString(),
  );
  return decoded.match(/\bw[a-z]{8,12}\b/g) ?? [];
};

/** Bytes of a mail of the corpus, changed at places, cut off, and put together with others. */
const mutated = fc
  .tuple(
    fc.constantFrom(...rawMails),
    fc.constantFrom(...rawMails),
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat(60)), { maxLength: 12 }),
    fc.nat(),
    fc.boolean(),
  )
  .map(([one, other, changes, cut, isJoined]) => {
    let raw = Buffer.from(one);
    for (const [place, byte, length] of changes) {
      const at = place % Math.max(1, raw.length);
      raw =
        length > 50
          ? Buffer.concat([raw.subarray(0, at), raw.subarray(at + length)])
          : length > 40
            ? Buffer.concat([raw.subarray(0, at), raw.subarray(at, at + 40), raw.subarray(at)])
            : Buffer.from(raw.map((old, index) => (index === at ? byte : old)));
    }
    const end = cut % 3 === 0 ? cut % (raw.length + 1) : raw.length;
    return Buffer.concat([
      raw.subarray(0, end),
      isJoined ? other.subarray(cut % other.length) : Buffer.alloc(0),
    ]);
  });

describe('reading never fails', () => {
  it('random bytes are read in bounded work', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000, size: 'max' }), async (raw) => {
        await readsWell(raw);
        await readsWell(Buffer.concat([Buffer.from(lines(trace(), 'From: a@example.org', '', '')), raw]));
      }),
      { numRuns: 300 },
    );
  });

  it('mails that are changed, cut off and joined are read in bounded work', async () => {
    const small = mutated.filter((raw) => raw.length < 20_000);
    await fc.assert(
      fc.asyncProperty(small, async (raw) => {
        await readsWell(raw);
      }),
      { numRuns: 1_500 },
    );
  });

  it('no word of a body is lost, however its parts are nested and wherever it breaks off', async () => {
    await fc.assert(
      fc.asyncProperty(builtMail, fc.double({ min: 0.3, max: 1, noNaN: true }), async (raw, share) => {
        for (const one of [raw, raw.subarray(0, Math.ceil(raw.length * share))]) {
          const all = allOf(await readsWell(one));
          const body = one.subarray(one.indexOf('From: a@example.org\r\n') + 21);
          const all64 = all.replace(
            /[A-Za-z0-9+/]{12,}={0,2}/g,
            (run) => `${run} ${Buffer.from(run, 'base64').toString()}`,
          );
          // The last word may be cut in its encoding.
          const said = wordsIn(body).slice(0, one === raw ? undefined : -1);
          expect(said.filter((one) => !all64.includes(one))).toEqual([]);
        }
      }),
      { numRuns: 600 },
    );
  });
});

describe('mails that ask for too much', () => {
  const mixed = (boundary: string) => ({ 'Content-Type': `multipart/mixed; boundary="${boundary}"` });

  it('a thousand parts inside of each other are read as deep as it goes, and the rest is kept', async () => {
    let body = part(plain, 'the innermost words');
    for (let depth = 0; depth < 1_000; depth += 1)
      body = part(mixed(`b${depth}x`), multipart(`b${depth}x`, body));
    const mail = await readsWell(
      Buffer.concat([Buffer.from(lines(trace(), 'From: a@example.org', '')), body]),
    );
    expect(mail.remarks).toContain('nested-too-deeply');
    expect(allOf(mail)).toContain('the innermost words');
  });

  it('of ten thousand parts the first are read, and the others are one file', async () => {
    const parts = Array.from({ length: 10_000 }, (_, index) => part(plain, `word${index}`));
    const mail = await readsWell(rawMail(mixed('b'), multipart('b', ...parts)));
    expect(mail.remarks).toContain('too-many-parts');
    expect(mail.text).toContain(`word${mostParts - 2}`);
    expect(mail.files.map(({ kind }) => kind)).toEqual(['unreadable']);
    expect(allOf(mail)).toContain('word9999');
  });

  it.each([
    ['boundaries that all begin alike', rawMail(mixed('-'), '--\r\n'.repeat(200_000))],
    ['tags without an end', rawMail(page, '<a href="'.repeat(100_000))],
    ['comments without an end', rawMail(page, '<!--'.repeat(200_000))],
    ['scripts without an end', rawMail(page, '<script>'.repeat(100_000))],
    ['ends of elements that never began', rawMail(page, '</b>'.repeat(200_000))],
    ['elements inside of each other', rawMail(page, '<div>'.repeat(200_000))],
    ['quotations inside of each other', rawMail(page, '<blockquote>x'.repeat(50_000))],
    ['white space in a page', rawMail(page, `<pre>${' '.repeat(1_000_000)}x</pre>`)],
    ['empty lines', rawMail({ ...plain, Subject: 'Re: x' }, '\r\n'.repeat(300_000))],
    ['quoted lines', rawMail({ ...plain, Subject: 'Re: x' }, '>\r\n'.repeat(300_000))],
    ['units of base64', rawMail({ ...plain, 'Content-Transfer-Encoding': 'base64' }, 'YQ=='.repeat(200_000))],
    ['addresses', rawMail({ ...plain, From: 'a@example.org, '.repeat(50_000) }, 'x')],
    ['brackets in a sender', rawMail({ ...plain, From: '<'.repeat(50_000) }, 'x')],
    ['comments in a sender', rawMail({ ...plain, From: '('.repeat(50_000) }, 'x')],
    ['encoded words', rawMail({ ...plain, Subject: '=?utf-8?Q?a?= '.repeat(20_000) }, 'x')],
    ['carriage returns in a field', rawMail({ ...plain, Subject: '\r'.repeat(60_000) }, 'x')],
    ['lines that continue a field', rawMail({ ...plain, Subject: `x${'\r\n '.repeat(100_000)}` }, 'x')],
    [
      'fields',
      rawMail({ ...plain, To: Array.from({ length: 20_000 }, (_, index) => `a${index}@example.org`) }, 'x'),
    ],
    ['parameters', rawMail({ 'Content-Type': `text/plain${'; a=b'.repeat(10_000)}` }, 'x')],
    [
      'pieces of a name',
      rawMail(
        {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `attachment${Array.from({ length: 5_000 }, (_, index) => `; filename*${index}=x`).join('')}`,
        },
        'x',
      ),
    ],
    [
      'escapes of quoted-printable',
      rawMail({ ...plain, 'Content-Transfer-Encoding': 'quoted-printable' }, '= '.repeat(400_000)),
    ],
    ['shifts of UTF-7', rawMail({ 'Content-Type': 'text/plain; charset=utf-7' }, '+A-'.repeat(300_000))],
  ])('%s are read in work that is in proportion to their bytes', async (_, raw) => {
    await readsWell(raw);
  });

  it('of texts of many megabytes, what is more than any case can show is kept as files', async () => {
    const body = Array.from({ length: 5 }, (_, index) => part(page, `<p>word${index}</p>`.repeat(200_000)));
    const mail = await readsWell(rawMail(mixed('b'), multipart('b', ...body)));
    expect(mail.remarks).toContain('text-cut');
    expect(mail.text).toContain('word0');
    for (const index of body.keys()) expect(allOf(mail)).toContain(`word${index}`);
  });

  it('when there is no work left, what was not read is a file', async () => {
    const body = multipart('b', part(plain, 'the first words'), part(plain, 'the last words'));
    const mail = await readMail(rawMail(mixed('b'), body), { take: () => false, taken: () => 0 });
    expect(mail.sender.address).toBe('robin@example.net');
    expect(allOf(mail)).toContain('the last words');
    expect(mail.files.map(({ kind }) => kind)).toContain('unreadable');
  });

  it('of a header with more fields than are read, it is said that it was cut', async () => {
    const to = Array.from({ length: 500 }, (_, index) => `a${index}@example.org`);
    expect((await readMail(rawMail({ ...plain, To: to }, 'x'))).remarks).toContain('headers-cut');
  });
});

describe('what somebody writes into their own mail is no verdict', () => {
  const unknown = { spam: 'unknown', virus: 'unknown', spf: 'unknown', dkim: 'unknown', dmarc: 'unknown' };
  const forged = trace({ to: 'forged@example.org' });
  const header = ['From: a@example.org', 'Subject: hi', '', 'x'];

  it('a second trace under the first one changes nothing', async () => {
    const on = trace({ spam: 'FAIL', virus: 'FAIL', spf: 'fail', dkim: 'fail', dmarc: 'fail' });
    const mail = await readMail(Buffer.from(lines(on, forged, header)));
    expect(Object.values(mail.verdicts)).toEqual(['fail', 'fail', 'fail', 'fail', 'fail']);
    expect(mail.recipients).toEqual(['conduct@example.org']);
  });

  it('a trace behind any field of the sender counts for nothing', async () => {
    for (const field of ['From: a@example.org', 'X-Anything: x', 'DKIM-Signature: v=1', 'what is this'])
      expect((await readMail(Buffer.from(lines(field, forged, header)))).verdicts).toEqual(unknown);
  });

  it('a trace without the line of a server that received it counts for nothing', async () => {
    const withoutReceived = forged.filter((_, index) => index === 0 || index > 4);
    expect((await readMail(Buffer.from(lines(withoutReceived, header)))).verdicts).toEqual(unknown);
  });

  it('fields of the trace in another order end it', async () => {
    const spam = 'X-SES-Spam-Verdict: PASS';
    const on = [
      'Received: from a by b for conduct@example.org; x',
      'X-SES-Virus-Verdict: FAIL',
      spam,
      'X-SES-Virus-Verdict: PASS',
    ];
    expect((await readMail(Buffer.from(lines(on, header)))).verdicts).toEqual({ ...unknown, virus: 'fail' });
  });

  it('results in a comment or in a name of the sender are none', async () => {
    const results =
      'Authentication-Results: amazonses.com; spf=fail (dmarc=pass; dkim=pass) smtp.mailfrom="x dkim=pass"; dkim=none';
    const mail = await readMail(
      Buffer.from(lines('Received: from a by b for conduct@example.org; x', results, header)),
    );
    expect(mail.verdicts).toEqual({ ...unknown, spf: 'fail' });
  });

  it('random fields under the trace never change what it says', async () => {
    const names = fc.constantFrom(
      'Return-Path',
      'Received',
      'X-SES-Spam-Verdict',
      'X-SES-Virus-Verdict',
      'Received-SPF',
      'Authentication-Results',
      'X-SES-RECEIPT',
    );
    const value = fc.constantFrom(
      'PASS',
      '<>',
      'amazonses.com; spf=pass; dkim=pass; dmarc=pass',
      'from a by b for other@example.org; x',
    );
    const on = trace({ spam: 'FAIL', virus: 'GRAY', spf: 'fail', dkim: 'fail', dmarc: 'fail' });
    const verdicts = { spam: 'fail', virus: 'unsure', spf: 'fail', dkim: 'fail', dmarc: 'fail' };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, value), { maxLength: 8 }), async (fields) => {
        const written = fields.map(([name, said]) => `${name}: ${said}`);
        const mail = await readMail(Buffer.from(lines(on, written, header)));
        expect(mail.verdicts).toEqual(verdicts);
        expect(mail.recipients).toEqual(['conduct@example.org']);
      }),
    );
  });
});
