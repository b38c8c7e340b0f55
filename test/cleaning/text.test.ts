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

const written = 'From: Ada <ada@example.org>\r\nSubject: Talk\r\nMIME-Version: 1.0\r\n';
const paper = readFileSync(new URL('files/exiftool.pdf', import.meta.url));

describe('whatever form a saved mail has', () => {
  it('who wrote it is said to be left, also where only a name stands there', async () => {
    expect(await clean('From: Ada\r\nTo: Bo\r\nSubject: Talk\r\n\r\nHello\r\n')).toMatchObject({
      kind: 'cleaned',
      left: ['user-names'],
    });
  });

  it('a part without header and empty line keeps its text', async () => {
    const { text } = await clean(
      `${written}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nShe said so.\r\n--b--\r\n`,
    );
    expect(text).toContain('--b\r\nShe said so.\r\n--b--');
  });

  it.each([
    ['its parts have no boundary', `${written}Content-Type: multipart/mixed\r\n\r\nHello`],
    ['a line of its header is none', `${written}some words\r\n\r\nHello`],
  ])('it is not called clean where %s', async (_, content) => {
    expect(await clean(content)).toMatchObject({ kind: 'could-not-be-cleaned', why: 'broken' });
  });

  it('a file as uuencode writes it is said to be there', async () => {
    const content = `${written}\r\nbegin 644 a.jpg\r\nM${'A'.repeat(60)}\r\n\`\r\nend\r\n`;
    expect(await clean(content)).toMatchObject({ kind: 'could-not-be-cleaned', why: 'embedded-file' });
  });

  it('every mail of a mailbox loses what servers add', async () => {
    const one = `From ada@example.org Sun Nov 22 15:30:07 2026\r\nReceived: from laptop\r\n${written}\r\nHello\r\n\r\n`;
    const once = await clean(one + one);
    const separator = 'From MAILER-DAEMON Thu Jan  1 00:00:00 1970\r\n';
    expect(once.text).toBe(`${separator}${written}\r\nHello\r\n\r\n`.repeat(2));
    expect((await clean(once.text)).text).toBe(once.text);
  });

  it('of a mail with a list of Apple Mail behind it, the mail is kept', async () => {
    const content = `Received: from laptop\r\n${written}\r\nHello\r\n`;
    const { text } = await clean(
      `${content.length}\n${content}<?xml version="1.0"?><plist>1772619072</plist>\n`,
    );
    expect(text).toBe(`${written}\r\nHello\r\n`);
  });

  it('a forwarded mail in base64 is cleaned, and stays', async () => {
    const inner = Buffer.from(`Received: from laptop\r\n${written}\r\nHello\r\n`);
    const { text } = await clean(
      `${written}Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(inner)}\r\n`,
    );
    const body = Buffer.from(text.split('\r\n\r\n')[1] ?? '', 'base64').toString();
    expect(body).toBe(`${written}\r\nHello\r\n`);
  });

  it('what is written as quoted-printable is cleaned, and written so again', async () => {
    const invitation = `BEGIN:VCALENDAR\r\nPRODID:-//Ada=E2=80=99s//\r\nSUMMARY:caf=C3=A9 ${'long '.repeat(15)}=\r\nend\r\nEND:VCALENDAR\r\n`;
    const once = await clean(
      `${written}Content-Type: text/calendar\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${invitation}`,
    );
    expect(once.text).not.toContain('Ada=E2');
    expect(once.text.replaceAll('=\r\n', '')).toContain(`SUMMARY:caf=C3=A9 ${'long '.repeat(15)}end\r\n`);
    expect((await clean(once.text)).text).toBe(once.text);
  });

  it('a photo that is attached byte by byte is cleaned', async () => {
    const head = `${written}Content-Type: image/jpeg\r\nContent-Transfer-Encoding: binary\r\n\r\n`;
    const { text } = await clean(Buffer.concat([Buffer.from(head), photo]));
    expectCleaned(Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1'));
  });

  it('what a text in base64 tells is seen', async () => {
    const page = Buffer.from(`<p>C:\\Users\\ada\\notes.txt ${'and more '.repeat(9)}</p>`);
    expect(
      await clean(`${written}Content-Transfer-Encoding: base64\r\n\r\n${inLines(page)}\r\n`),
    ).toMatchObject({ left: ['mail-addresses', 'user-paths'] });
  });
});

describe('of a file attached to a mail', () => {
  const attached = (head: string): string =>
    `${written}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${head}\r\n\r\nwords\r\n--b--\r\n`;
  const word = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

  it.each([
    ['in quotes', 'Content-Type: text/plain; name="C:\\\\Users\\\\ada\\\\notes.txt"', 'notes.txt'],
    [
      'as an encoded word',
      `Content-Type: text/plain; name="${word('C:\\Users\\ada\\notes.txt')}"`,
      'notes.txt',
    ],
    [
      'in sections',
      'Content-Disposition: attachment; filename*0="/home/a"; filename*1="da/no"; filename*2=tes.txt',
      'notes.txt',
    ],
    [
      'in percent',
      "Content-Disposition: attachment; filename*=utf-8''%2Fhome%2Fada%2Fnotes.txt",
      'notes.txt',
    ],
    ['of a picture', 'Content-Type: image/jpeg; name="IMG ada 2026-03-04.JPG"', 'attachment.jpg'],
  ])('the folders are gone from its name, %s', async (_, head, name) => {
    const once = await clean(attached(head));
    expect(once.kind).toBe('cleaned');
    const field = /--b\r\n([\s\S]*?)\r\n\r\n/.exec(once.text)?.[1] ?? '';
    expect(field).toContain(name);
    expect(field).not.toMatch(/ada|Users|home|QzpcV/);
    expect((await clean(once.text)).text).toBe(once.text);
  });

  it('its dates and what mail programs add are gone; how it is read stays', async () => {
    const once = await clean(
      attached(
        'Content-Type: text/plain; charset=utf-8; x-unix-mode=0644; name=notes.txt\r\nContent-Disposition: attachment;\r\n filename=notes.txt; size=5;\r\n modification-date="Wed, 04 Mar 2026 10:11:12 GMT"',
      ),
    );
    expect(once).toMatchObject({ removed: ['dates', 'other-data'] });
    expect(once.text).toContain(
      'Content-Type: text/plain;\r\n charset="utf-8";\r\n name="notes.txt"\r\nContent-Disposition: attachment;\r\n filename="notes.txt"\r\n',
    );
  });

  it('its identifier is a number, also where a page shows it', async () => {
    const page = Buffer.from('<html><img src="cid:a1@ada-laptop.local"><img src=3D"x"></html>');
    const content = `${written}Content-Type: multipart/related; start="<root@ada-laptop>"; boundary=b\r\n\r\n--b\r\nContent-ID: <root@ada-laptop>\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(page)}\r\n--b\r\nContent-ID: <a1@ada-laptop.local>\r\nContent-Type: text/plain\r\n\r\nHi\r\n--b--\r\n`;
    const once = await clean(content);
    expect(once.text).not.toContain('laptop');
    const shown = Buffer.from(once.text.split('\r\n\r\n')[2] ?? '', 'base64').toString();
    expect(shown).toContain('<img src="cid:part2@mail">');
    expect(once.text).toContain('start="<part1@mail>"');
    expect(once.text).toContain('Content-ID: <part1@mail>');
    expect(once.text).toContain('Content-ID: <part2@mail>');
    expect((await clean(once.text)).text).toBe(once.text);
  });
});

describe('of a mail', () => {
  it.each([
    ['by OpenPGP', 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b'],
    ['by S/MIME', 'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m'],
  ])('that is locked %s, that is said', async (_, type) => {
    expect(await clean(`${written}Content-Type: ${type}\r\n\r\n--b\r\n\r\nxxxx\r\n--b--\r\n`)).toMatchObject({
      kind: 'could-not-be-cleaned',
      why: 'encrypted',
    });
  });

  it('the page loses heads that name people, and paths; what it shows stays', async () => {
    const page =
      '<html><head><meta charset=utf-8><meta name=Author content="Ada"></head><body background="C:\\Users\\ada\\a.png"><img src=\'file:///home/ada/b.png\'><a href="https://example.org/">words</a></body></html>';
    const { text } = await clean(`${written}Content-Type: text/html\r\n\r\n${page}\r\n`);
    expect(text.split('\r\n\r\n')[1]).toBe(
      '<html><head><meta charset=utf-8></head><body background=""><img src=""><a href="https://example.org/">words</a></body></html>\r\n',
    );
  });

  it('a header that a report sends back is cleaned like one', async () => {
    const { text } = await clean(
      `${written}Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nReceived: from laptop\r\nSubject: Talk\r\n--b--\r\n`,
    );
    expect(text).not.toContain('laptop');
    expect(text).toContain('\r\n\r\nSubject: Talk\r\n--b--');
  });
});

it.each([
  ['written as quoted-printable', 'URL;ENCODING=QUOTED-PRINTABLE:file=3A///home/ada/a'],
  ['with an escape', 'URL:file\\:///home/ada/a'],
  ['of a Mac of old', 'URL:Macintosh HD:Users:ada:a'],
  ['relative', 'PHOTO;VALUE=URI:ada/a.jpg'],
  ['of a part of a mail', 'PHOTO:cid:ada-laptop'],
  ['of a place', 'NOTE;VALUE=URI:geo:48.85,2.35'],
])('an address in a card, %s, is gone', async (_, line) => {
  const { text } = await clean(`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\n${line}\r\nEND:VCARD\r\n`);
  expect(text).toBe('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo\r\nEND:VCARD\r\n');
});

it.each([
  ['GeoJSON', '{"type":"Point","coordinates":[2.352222,48.856613]}', 'positions'],
  ['a record of places', '{"latitude": 48.856613, "longitude": 2.352222}', 'positions'],
  ['a record of places in whole numbers', '{"latitudeE7": 488566130}', 'positions'],
  ['the head of a note', '---\nauthor: Ada\n---\nwords\n', 'user-names'],
])('what %s tells is seen', async (_, content, left) => {
  expect(await clean(content)).toMatchObject({ kind: 'cleaned', left: [left] });
});

it('a file that was put into a PostScript file is not named', async () => {
  const { text } = await clean('%!PS-Adobe-3.0\n%%BeginDocument: /home/ada/a.eps\n1 1 add\n%%EndDocument\n');
  expect(text).toBe('%!PS-Adobe-3.0\n%%BeginDocument:\n1 1 add\n%%EndDocument\n');
});

describe('of a contact card or calendar', () => {
  it('a value that goes on behind a soft line break is kept whole', async () => {
    const card =
      'BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ada\r\nNOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=\r\ntwo\r\nEND:VCARD\r\n';
    expect((await clean(card)).text).toBe(card);
  });

  it('a photo in base64 at the margin, as vCard 2.1 allows it, is cleaned', async () => {
    const { text, pictures } = await clean(
      `BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Ada\r\nPHOTO;ENCODING=BASE64;JPEG:${inLines(photo)}\r\n\r\nEND:VCARD\r\n`,
    );
    expectCleaned(pictures[0]);
    expect(text.endsWith('\r\n\r\nEND:VCARD\r\n')).toBe(true);
  });

  it('a line that is no property is not passed over', async () => {
    expect(
      await clean('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nwords without a name\r\nEND:VCARD\r\n'),
    ).toMatchObject({ kind: 'could-not-be-cleaned', why: 'broken' });
  });

  it('an attached document is cleaned, a path to one and positions go, and identifiers go together', async () => {
    const attached = (paper.toString('base64').match(/.{1,70}/g) ?? []).join('\r\n ');
    const event = (...lines: string[]): string =>
      ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join(
        '\r\n',
      );
    const { text, ...rest } = await clean(
      event(
        ...['RELATED-TO:7@laptop', 'UID:8@laptop', 'GEO:48.85;2.35', 'ATTACH:file:///home/ada/a.pdf'],
        `ATTACH;ENCODING=BASE64;X-FILENAME="ada.pdf":${attached}`,
        ...['RELATED-TO:8@laptop', 'URL:https://example.org/talk'],
      ),
    );
    expect(rest).toMatchObject({ kind: 'cleaned' });
    const kept = text.replace(/(ATTACH;ENCODING=BASE64:)([\s\S]*?\r\n)(?! )/, '$1…\r\n');
    expect(kept).toBe(
      event(
        ...['RELATED-TO:1', 'UID:2', 'ATTACH;ENCODING=BASE64:…', 'RELATED-TO:2'],
        'URL:https://example.org/talk',
      ),
    );
    const file = Buffer.from(
      /BASE64:([\s\S]*?)\r\n(?! )/.exec(text)?.[1]?.replace(/\s/g, '') ?? '',
      'base64',
    );
    expect(file.toString('latin1')).toMatch(/^%PDF-(?![\s\S]*\/Author)/);
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
  const event = 'SUMMARY:Talk\r\n';
  const stamped = `DTSTAMP:20260304T101112Z\r\n${event}`;
  const end = 'END:VEVENT\r\nEND:VCALENDAR\r\n';
  const { text, ...rest } = await clean(
    `${head}PRODID:-//Ada//\r\nBEGIN:VEVENT\r\nUID:77@laptop.example\r\nCREATED:20260304T101112Z\r\n${stamped}X-WR-X:1\r\n${end}`,
  );
  expect(rest).toMatchObject({ type: 'calendar', left: [] });
  expect(text).toBe(`${head}BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:19800101T000000Z\r\n${event}${end}`);
});

it('a picture written in a plain text as base64 is cleaned, and the text around it stays', async () => {
  const { text, pictures } = await clean(`Look: data:image/jpeg;base64,${photo.toString('base64')} end.`);
  expect(text.startsWith('Look: data:image/jpeg;base64,/9j/')).toBe(true);
  expect(text.endsWith(' end.')).toBe(true);
  expectCleaned(pictures[0]);
});

describe('base64 longer than a regular expression reads in one piece', () => {
  const bytes = 5.5 * 1024 * 1024;
  const cleanLarge = async (content: string) => {
    const result = await cleanFile(Buffer.from(content), defaultCleaningLimits);
    if (result.kind !== 'cleaned') throw new Error(`a large file is not cleaned: ${JSON.stringify(result)}`);
    return { ...result, bytes: Buffer.from(result.bytes) };
  };

  it('in a plain text is read to its end', async () => {
    const packed = 'AAAA\n'.repeat(bytes / 5);
    const cleaned = await cleanLarge(`${packed} ${photo.toString('base64')}`);
    expect(cleaned.bytes.subarray(0, packed.length).equals(Buffer.from(packed))).toBe(true);
    expectCleaned(Buffer.from(cleaned.bytes.toString('latin1', packed.length + 1), 'base64'));
  });

  it('in a mail is looked through to its end', async () => {
    const log = Buffer.from(`${'A line of a log.\n'.repeat((bytes * 3) / 4 / 17)}ada@example.org\n`);
    const written = `From: Ada\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(log)}\r\n`;
    const { type, left, bytes: same } = await cleanLarge(written);
    expect([type, left]).toEqual(['mail', ['mail-addresses', 'user-names']]);
    expect(same.equals(Buffer.from(written))).toBe(true);
  });
});
