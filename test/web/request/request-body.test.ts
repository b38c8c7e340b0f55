import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { requestFilesBytes } from '../../../functions/domain/attachment/limits.ts';
import { longestReference } from '../../../functions/domain/attachment/reference.ts';
import { reportLimitBytes } from '../../../functions/domain/kernel/text.ts';
import { lambdaEvent } from '../../../infra/local/lambda-event.ts';
import {
  bodyLimitBytes,
  multipartLimitBytes,
  readForm,
  readOctets,
  type FormFields,
} from '../../../functions/web/request/request-body.ts';

const post = (body: NonNullable<RequestInit['body']>, contentType?: string): Request =>
  new Request('https://report.example.org/report', {
    method: 'POST',
    body,
    ...(contentType === undefined ? {} : { headers: { 'content-type': contentType } }),
  });

/** A multipart form written by hand: parts of header lines and content. */
const multipart = (...parts: readonly (readonly [headers: string, content: string | Buffer])[]): Request => {
  const pieces = parts.flatMap(([headers, content]) => [
    Buffer.from(`--edge\r\n${headers}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return post(Buffer.concat([...pieces, Buffer.from('--edge--\r\n')]), 'multipart/form-data; boundary=edge');
};
const file = (filename: string, type = 'application/octet-stream'): string =>
  `Content-Disposition: form-data; name="files"; filename="${filename}"\r\nContent-Type: ${type}`;

const fieldsOf = async (request: Request): Promise<FormFields> => {
  const form = await readForm(request);
  if (!form.ok) throw new Error(form.problem.code);
  return form.content;
};

describe('a multipart form', () => {
  it('brings its texts and its files, byte for byte and in order', async () => {
    const bytes = [randomBytes(70_000), Buffer.from('\r\n--edg\r\n\0'), Buffer.alloc(0)];
    const fields = await fieldsOf(
      multipart(
        ['Content-Disposition: form-data; name="whatHappened"', 'Grüße'],
        ...bytes.map((one, number) => [file(`${number}.bin`), one] as const),
      ),
    );
    expect(fields.get('whatHappened')).toBe('Grüße');
    expect(fields.files('files').map(({ name }) => name)).toEqual(['0.bin', '1.bin', '2.bin']);
    for (const [number, one] of bytes.entries())
      expect(Buffer.from(fields.files('files')[number]?.bytes ?? []).equals(one)).toBe(true);
  });

  it('a file is no text, and a text no file', async () => {
    const fields = await fieldsOf(
      multipart([file('a.txt', 'text/plain'), 'text'], ['Content-Disposition: form-data; name="b"', 'x']),
    );
    expect(fields.has('files')).toBe(false);
    expect(fields.all('files')).toEqual([]);
    expect(fields.files('b')).toEqual([]);
  });

  it('a file input in which nothing was chosen is none', async () => {
    expect((await fieldsOf(multipart([file(''), '']))).files('files')).toEqual([]);
  });

  it.each([
    ['C:\\\\Users\\\\grace\\\\proof.png', 'proof.png'],
    ['/home/grace/proof.png', 'proof.png'],
    ['صورة.png', 'صورة.png'],
    ['', ''],
  ])('of a file called %s the last part of the name is kept', async (given, kept) => {
    const [first] = (await fieldsOf(multipart([file(given), 'x']))).files('files');
    expect(first).toEqual({ name: kept, bytes: new Uint8Array([120]) });
  });

  it('may be as large as the gateway hands over, and not larger', async () => {
    const overhead = (await multipart([file('a'), '']).arrayBuffer()).byteLength;
    const largest = Buffer.alloc(multipartLimitBytes - overhead);
    expect((await fieldsOf(multipart([file('a'), largest]))).files('files')[0]?.bytes.length).toBe(
      largest.length,
    );
    const larger = await readForm(multipart([file('a'), Buffer.alloc(largest.length + 1)]));
    expect(larger).toMatchObject({ ok: false, problem: { status: 413, code: 'body-too-large' } });
    expect(JSON.stringify(larger)).toContain('4480 KB');
  });

  it('fits an event of Lambda, with as many headers as the gateway takes', () => {
    const headers = { host: 'report.example.org', accept: '"'.repeat(10_240) };
    const event = lambdaEvent(
      {
        method: 'POST',
        url: '/report',
        headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
        body: Buffer.alloc(multipartLimitBytes, 0xff),
        sourceIp: '192.0.2.7',
        httpVersion: '1.1',
      },
      { requestId: 'one', now: new Date(0) },
    );
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(6 * 1024 * 1024);
  });

  it('takes 4 MB of files beside the longest report and twenty files that came before', async () => {
    const field = (name: string, value: string) =>
      [`Content-Disposition: form-data; name="${name}"`, value] as const;
    const before = Array.from({ length: 20 }, (_, at) => [
      field('attached', 'r'.repeat(longestReference)),
      field(`fileName-${at}`, '\u{1F98A}'.repeat(120)),
      field('filesSeen', 'i'.repeat(22)),
      field('keepOriginal', 'i'.repeat(22)),
    ]).flat();
    const line = `${'x'.repeat(59)}\n`;
    const report = line.repeat(Math.floor(reportLimitBytes / line.length)).replaceAll('\n', '\r\n');
    const whole = multipart(field('whatHappened', report), ...before, [
      file('large.bin'),
      Buffer.alloc(requestFilesBytes),
    ]);
    expect((await fieldsOf(whole)).files('files')[0]?.bytes.length).toBe(requestFilesBytes);
  });

  it('that is cut off is refused', async () => {
    const whole = Buffer.from(await multipart([file('a'), 'content']).arrayBuffer());
    const cut = post(whole.subarray(0, -20), 'multipart/form-data; boundary=edge');
    expect(await readForm(cut)).toMatchObject({
      ok: false,
      problem: { status: 400, code: 'broken-multipart' },
    });
  });
});

describe('other forms', () => {
  it('are as small as before: 1280 KB, whatever a form with files may be', async () => {
    const form = await readForm(post(`a=${'x'.repeat(bodyLimitBytes)}`, 'application/x-www-form-urlencoded'));
    expect(form).toMatchObject({ ok: false, problem: { status: 413, code: 'body-too-large' } });
    expect(JSON.stringify(form)).toContain('1280 KB');
  });

  it('of another type are refused with the two that work', async () => {
    const form = await readForm(post('{}', 'application/json'));
    expect(form).toMatchObject({ ok: false, problem: { status: 415, code: 'not-a-form' } });
    expect(JSON.stringify(form)).toContain('multipart/form-data');
  });
});

describe('a body of bytes', () => {
  const octets = 'application/octet-stream';

  it('is read as it is, up to its limit', async () => {
    const bytes = randomBytes(1000);
    const read = await readOctets(post(bytes, octets), 1000);
    expect(read.ok && Buffer.from(read.content).equals(bytes)).toBe(true);
    expect(await readOctets(post(new Uint8Array(0), octets), 1000)).toEqual({
      ok: true,
      content: new Uint8Array(0),
    });
  });

  it('is refused when it is larger, or says it is something else', async () => {
    expect(await readOctets(post(randomBytes(1001), octets), 1000)).toMatchObject({
      ok: false,
      problem: {
        status: 413,
        code: 'body-too-large',
        detail: expect.stringContaining('1000 bytes') as string,
      },
    });
    for (const type of ['image/png', 'multipart/form-data; boundary=x'])
      expect(await readOctets(post(randomBytes(10), type), 1000)).toMatchObject({
        ok: false,
        problem: { status: 415, code: 'not-octets' },
      });
  });
});
