import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';

const photo = readFileSync(new URL('files/pillow.jpg', import.meta.url));

const picturesIn = (text: string): Buffer[] =>
  (text.replace(/\r?\n ?/g, '').match(/\/9j\/[\w+/=]+/g) ?? []).map((written) =>
    Buffer.from(written, 'base64'),
  );
const clean = async (content: string | Buffer) => {
  const result = await cleanFile(Buffer.from(content), defaultCleaningLimits);
  const text = result.kind === 'cleaned' ? Buffer.from(result.bytes).toString('latin1') : '';
  return { ...result, text, pictures: picturesIn(text) };
};
const inLines = (bytes: Buffer): string => (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
const expectCleaned = (picture: Buffer | undefined): void => {
  expect(picture?.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(picture?.toString('latin1')).not.toMatch(/Photoshop|adobe|Software/i);
  expect(picture?.length).toBeLessThan(photo.length);
};

const mail = [
  'Return-Path: <ada@example.org>',
  'Received: from laptop (host.example.net [203.0.113.7])',
  '\tby mx.example.org; Sun, 22 Nov 2026 15:30:07 +0100',
  'MIME-Version: 1.0',
  'From: Ada <ada@example.org>',
  'To: Team <team@example.org>',
  'X-Originating-IP: [203.0.113.7]',
  'User-Agent: Example Mail',
  'Subject: A photo',
  'Content-Type: multipart/mixed;',
  ' boundary="b 1"',
  '',
  'preamble of a program',
  '--b 1',
  'Content-Type: text/plain',
  '',
  'What happened.',
  '--b 1',
  'Content-Type: image/jpeg; name=a.jpg',
  'Content-Transfer-Encoding: base64',
  '',
  inLines(photo),
  '--b 1--',
  '',
].join('\r\n');

describe('saved mails', () => {
  it('keep who wrote what to whom, lose what programs and servers add, and their pictures are cleaned', async () => {
    const { text, pictures, ...rest } = await clean(mail);
    expect(rest).toMatchObject({ kind: 'cleaned', type: 'mail', left: ['mail-addresses'] });
    expect(text).toContain(
      'From: Ada <ada@example.org>\r\nTo: Team <team@example.org>\r\nSubject: A photo\r\n',
    );
    expect(text).toContain('\r\n\r\nWhat happened.\r\n--b 1\r\n');
    expect(text.endsWith('--b 1--\r\n')).toBe(true);
    expect(text).not.toMatch(/203\.0\.113|laptop|User-Agent|Return-Path|preamble/);
    expectCleaned(pictures[0]);
  });

  it('change no more when cleaned twice, and are cleaned with single line feeds and inside other mails', async () => {
    const once = await clean(mail.replaceAll('\r\n', '\n'));
    expect(once.kind).toBe('cleaned');
    expect((await clean(once.text)).text).toBe(once.text);
    const outer =
      'From: Bo <bo@example.org>\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n';
    const forwarded = await clean(outer + mail);
    expect(forwarded.text).not.toContain('203.0.113');
    expectCleaned(forwarded.pictures[0]);
  });

  it('could not be cleaned when something attached can not be', async () => {
    const archive = Buffer.from(`PK\x05\x06${'\0'.repeat(40)}`);
    const withArchive = mail.replace(inLines(photo), inLines(archive));
    expect(await clean(withArchive)).toMatchObject({ kind: 'could-not-be-cleaned', why: 'embedded-file' });
  });
});

it('a PostScript file loses comments that name people, titles and programs, and pictures in it are cleaned', async () => {
  const program = `%!PS-Adobe-3.0\n%%Title: /home/ada/x\n%%+ and more\n%%For: ada\n%%BoundingBox: 0 0 9 9\n%%EndComments\n%%Routing: room 4\nshowpage\n% ${photo.toString('base64')}\n%%EOF\n`;
  const { text, pictures, ...rest } = await clean(program);
  expect(rest).toMatchObject({ type: 'postscript', left: ['scripts'] });
  expect(text).toMatch(/^%!PS-Adobe-3\.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\nshowpage\n% /);
  expect(text.endsWith('\n%%EOF\n')).toBe(true);
  expect(text).not.toMatch(/ada|more|room/);
  expectCleaned(pictures[0]);
});

it('a contact card keeps the contact, loses the program, and its photo is cleaned', async () => {
  const written = `PHOTO;ENCODING=b;TYPE=JPEG:${photo.toString('base64')}`;
  const folded = written.match(/.{1,74}/g)?.join('\r\n ') ?? '';
  const card = `BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Example//Ada’s phone\r\nFN:Ada Lovelace\r\nEMAIL:ada@example.org\r\nREV:20260304T101112Z\r\nX-ABUID:77\r\n${folded}\r\nEND:VCARD\r\n`;
  const { text, pictures, ...rest } = await clean(card);
  expect(rest).toMatchObject({ type: 'contact', left: ['mail-addresses', 'user-names'] });
  expect(text).toMatch(/^BEGIN:VCARD\r\nVERSION:3\.0\r\nFN:Ada Lovelace\r\nEMAIL:ada@example\.org\r\nPHOTO/);
  expect(text.endsWith('\r\nEND:VCARD\r\n')).toBe(true);
  expectCleaned(pictures[0]);
});

it('a calendar file keeps the event and loses what programs number and date it with', async () => {
  const head = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n';
  const event = 'DTSTAMP:20260304T101112Z\r\nSUMMARY:Talk\r\n';
  const end = 'END:VEVENT\r\nEND:VCALENDAR\r\n';
  const { text, ...rest } = await clean(
    `${head}PRODID:-//Ada//\r\nBEGIN:VEVENT\r\nUID:77@laptop.example\r\nCREATED:20260304T101112Z\r\n${event}X-WR-X:1\r\n${end}`,
  );
  expect(rest).toMatchObject({ type: 'calendar', left: [] });
  expect(text).toBe(`${head}BEGIN:VEVENT\r\nUID:1\r\n${event}${end}`);
});

it('a picture written in a plain text as base64 is cleaned, and the text around it stays', async () => {
  const { text, pictures } = await clean(`Look: data:image/jpeg;base64,${photo.toString('base64')} end.`);
  expect(text.startsWith('Look: data:image/jpeg;base64,/9j/')).toBe(true);
  expect(text.endsWith(' end.')).toBe(true);
  expectCleaned(pictures[0]);
});
