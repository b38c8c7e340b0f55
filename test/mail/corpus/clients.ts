import {
  base64,
  expecting,
  file,
  lines,
  multipart,
  page,
  part,
  plain,
  quotedPrintable,
  rawMail,
  textMail,
  type CorpusMail,
} from './make-mail.ts';

const said = 'They shouted at me in front of everybody.';
const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const alternative = (boundary: string) => ({
  'Content-Type': `multipart/alternative; boundary="${boundary}"`,
});

/** What the usual programs write. */
export const clientMails: readonly CorpusMail[] = [
  {
    name: 'Gmail in a browser: two versions',
    raw: rawMail(
      alternative('0000000000005a1c2b06'),
      multipart(
        '0000000000005a1c2b06',
        part({ 'Content-Type': 'text/plain; charset="UTF-8"' }, `${said}\r\n`),
        part({ 'Content-Type': 'text/html; charset="UTF-8"' }, `<div dir="ltr">${said}</div>\r\n`),
      ),
    ),
    expected: expecting({ text: said }),
  },
  {
    name: 'Gmail answering: its history is folded',
    raw: rawMail(
      { ...alternative('g'), Subject: 'Re: We got your report', 'In-Reply-To': '<a@example.org>' },
      multipart(
        'g',
        part(
          plain,
          lines(
            said,
            '',
            'On Mon, 30 Nov 2026 at 09:00, Conduct team <conduct@example.org>',
            'wrote:',
            '',
            '> We got your report.',
            '>',
            '> The team',
            '',
          ),
        ),
        part(
          page,
          `<div dir="ltr">${said}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">` +
            'On Mon, 30 Nov 2026 at 09:00, Conduct team &lt;<a href="mailto:conduct@example.org">conduct@example.org</a>&gt; wrote:<br>' +
            '</div><blockquote class="gmail_quote">We got your report.<br><br>The team</blockquote></div>',
        ),
      ),
    ),
    expected: expecting({
      subject: 'Re: We got your report',
      text: said,
      quoted: lines(
        'On Mon, 30 Nov 2026 at 09:00, Conduct team <conduct@example.org>',
        'wrote:',
        '',
        '> We got your report.',
        '>',
        '> The team',
      ).replaceAll('\r', ''),
    }),
  },
  {
    name: 'Gmail with a picture in the text and a file',
    raw: rawMail(
      { 'Content-Type': 'multipart/mixed; boundary="m"' },
      multipart(
        'm',
        part(
          { 'Content-Type': 'multipart/related; boundary="r"' },
          multipart(
            'r',
            part(
              alternative('a'),
              multipart(
                'a',
                part(plain, `${said}\r\n[image: screenshot.png]`),
                part(page, `<div>${said}</div><img src="cid:ii_1" alt="screenshot.png">`),
              ),
            ),
            part(
              {
                'Content-Type': 'image/png; name="screenshot.png"',
                'Content-Disposition': 'inline; filename="screenshot.png"',
                'Content-Transfer-Encoding': 'base64',
                'Content-ID': '<ii_1>',
                'X-Attachment-Id': 'ii_1',
              },
              base64(picture),
            ),
          ),
        ),
        part(
          {
            'Content-Type': 'application/pdf; name="log.pdf"',
            'Content-Disposition': 'attachment; filename="log.pdf"',
            'Content-Transfer-Encoding': 'base64',
          },
          base64('%PDF-1.7 log'),
        ),
      ),
    ),
    expected: expecting({
      text: `${said}\n[image: screenshot.png]`,
      files: [
        file('inline-picture', 'screenshot.png', picture),
        file('attachment', 'log.pdf', '%PDF-1.7 log'),
      ],
    }),
  },
  {
    name: 'Outlook: a page from Word with links',
    raw: rawMail(
      { 'Content-Type': 'text/html; charset="us-ascii"', 'Content-Transfer-Encoding': 'quoted-printable' },
      '<html xmlns:o=3D"urn:schemas-microsoft-com:office:office"><head><meta http-equiv=3D"Content-Type" content=3D"text/html; =\r\n' +
        'charset=3Dus-ascii"><style><!-- p.MsoNormal {margin:0} --></style></head><body><div class=3D"WordSection1">' +
        `<p class=3D"MsoNormal">${said}<o:p></o:p></p><p class=3D"MsoNormal">See <a href=3D"https://chat.example.com/1">the chat</a>.` +
        '<o:p></o:p></p></div></body></html>',
    ),
    expected: expecting({
      text: `${said}\nSee the chat (https://chat.example.com/1).`,
      remarks: ['html-only'],
    }),
  },
  {
    name: 'Outlook answering: the header of the original begins the history',
    raw: rawMail(
      {
        'Content-Type': 'text/plain; charset="utf-8"',
        Subject: 'RE: We got your report',
        'Thread-Index': 'AdoX',
      },
      lines(
        said,
        '',
        '________________________________',
        'From: Conduct team <conduct@example.org>',
        'Sent: Monday, November 30, 2026 9:00 AM',
        'To: Robin Reporter <robin@example.net>',
        'Subject: We got your report',
        '',
        'We got your report.',
      ),
    ),
    expected: expecting({
      subject: 'RE: We got your report',
      text: said,
      quoted:
        '________________________________\nFrom: Conduct team <conduct@example.org>\nSent: Monday, November 30, 2026 9:00 AM\n' +
        'To: Robin Reporter <robin@example.net>\nSubject: We got your report\n\nWe got your report.',
    }),
  },
  {
    name: 'Outlook in German answering',
    raw: rawMail(
      { 'Content-Type': 'text/plain; charset="utf-8"', Subject: 'AW: Ihr Bericht' },
      lines(
        'Es ist wieder passiert.',
        '',
        'Von: Conduct <conduct@example.org>',
        'Gesendet: Montag, 30. November 2026 09:00',
        'An: Robin Reporter',
        'Betreff: Ihr Bericht',
        '',
        'Danke.',
      ),
    ),
    expected: expecting({
      subject: 'AW: Ihr Bericht',
      text: 'Es ist wieder passiert.',
      quoted:
        'Von: Conduct <conduct@example.org>\nGesendet: Montag, 30. November 2026 09:00\nAn: Robin Reporter\nBetreff: Ihr Bericht\n\nDanke.',
    }),
  },
  {
    name: 'Outlook passing on: what is passed on stays in the text',
    raw: rawMail(
      { 'Content-Type': 'text/plain; charset="utf-8"', Subject: 'FW: you idiot' },
      lines(
        'See below.',
        '',
        'From: Mean Person <mean@example.com>',
        'Sent: Monday, November 30, 2026 9:00 AM',
        'To: Robin Reporter',
        'Subject: you idiot',
        '',
        'You idiot.',
      ),
    ),
    expected: expecting({
      subject: 'FW: you idiot',
      text:
        'See below.\n\nFrom: Mean Person <mean@example.com>\nSent: Monday, November 30, 2026 9:00 AM\nTo: Robin Reporter\n' +
        'Subject: you idiot\n\nYou idiot.',
    }),
  },
  {
    name: 'Outlook on a phone',
    raw: rawMail(
      alternative('_000_o'),
      multipart(
        '_000_o',
        part(plain, lines(said, '', 'Get Outlook for iOS<https://aka.ms/o0ukef>')),
        part(
          page,
          `<div>${said}</div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div>`,
        ),
      ),
    ),
    expected: expecting({ text: said, signature: 'Get Outlook for iOS<https://aka.ms/o0ukef>' }),
  },
  {
    name: 'Apple Mail: text, picture, text',
    raw: rawMail(
      { 'Content-Type': 'multipart/mixed; boundary="Apple-Mail=_1"', 'X-Mailer': 'Apple Mail (2.3774.300)' },
      multipart(
        'Apple-Mail=_1',
        part(
          { 'Content-Type': 'text/plain; charset=us-ascii', 'Content-Transfer-Encoding': '7bit' },
          'Before.\r\n',
        ),
        part(
          {
            'Content-Disposition': 'inline;\r\n\tfilename=photo.png',
            'Content-Type': 'image/png;\r\n\tname="photo.png"',
            'Content-Transfer-Encoding': 'base64',
          },
          base64(picture),
        ),
        part(
          { 'Content-Type': 'text/plain; charset=us-ascii', 'Content-Transfer-Encoding': '7bit' },
          'After.\r\n',
        ),
      ),
    ),
    expected: expecting({ text: 'Before.\n\nAfter.', files: [file('inline-picture', 'photo.png', picture)] }),
  },
  {
    name: 'Apple Mail answering',
    raw: rawMail(
      {
        'Content-Type': 'text/plain; charset=utf-8',
        'In-Reply-To': '<a@example.org>',
        Subject: 'Re: Report',
      },
      lines(
        said,
        '',
        '> On 30. Nov 2026, at 09:00, Conduct <conduct@example.org> wrote:',
        '> ',
        '> We got it.',
      ),
    ),
    expected: expecting({
      subject: 'Re: Report',
      text: said,
      quoted: '> On 30. Nov 2026, at 09:00, Conduct <conduct@example.org> wrote:\n> \n> We got it.',
    }),
  },
  {
    name: 'iOS: sent from a phone',
    raw: rawMail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'X-Mailer': 'iPhone Mail (23A341)' },
      lines(said, '', 'Sent from my iPhone'),
    ),
    expected: expecting({ text: said, signature: 'Sent from my iPhone' }),
  },
  {
    name: 'iOS in Spanish',
    raw: rawMail(
      { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Language': 'es-ES' },
      lines('Me gritó.', '', 'Enviado desde mi iPhone'),
    ),
    expected: expecting({ text: 'Me gritó.', signature: 'Enviado desde mi iPhone', language: 'es' }),
  },
  {
    name: 'Thunderbird: flowed text, a signature',
    raw: rawMail(
      {
        'Content-Type': 'text/plain; charset=UTF-8; format=flowed',
        'Content-Language': 'en-US',
        'User-Agent': 'Mozilla Thunderbird',
      },
      lines(
        'They shouted at me ',
        'in front of everybody.',
        '',
        'It was loud.',
        '',
        '-- ',
        'Robin',
        'Example Ltd',
      ),
    ),
    expected: expecting({
      text: 'They shouted at me in front of everybody.\n\nIt was loud.',
      signature: '-- \nRobin\nExample Ltd',
      language: 'en',
    }),
  },
  {
    name: 'Thunderbird answering under the quotation',
    raw: rawMail(
      { 'Content-Type': 'text/plain; charset=UTF-8; format=flowed', 'In-Reply-To': '<a@example.org>' },
      lines('Am 30.11.26 um 09:00 schrieb Conduct:', '> What happened?', '', said),
    ),
    expected: expecting({ text: said, quoted: 'Am 30.11.26 um 09:00 schrieb Conduct:\n> What happened?' }),
  },
  {
    name: 'Thunderbird answering above the quotation, its signature under it',
    raw: rawMail(
      { 'Content-Type': 'text/plain; charset=UTF-8', 'In-Reply-To': '<a@example.org>' },
      lines(said, '', 'On 30/11/2026 09:00, Conduct wrote:', '> What happened?', '', '-- ', 'Robin'),
    ),
    expected: expecting({
      text: said,
      quoted: 'On 30/11/2026 09:00, Conduct wrote:\n> What happened?',
      signature: '-- \nRobin',
    }),
  },
  {
    name: 'Thunderbird answering between quotations: they are questions, and stay',
    raw: rawMail(
      { 'Content-Type': 'text/plain; charset=UTF-8', 'In-Reply-To': '<a@example.org>' },
      lines('> Who?', 'Them.', '> Where?', 'There.'),
    ),
    expected: expecting({ text: '> Who?\nThem.\n> Where?\nThere.' }),
  },
  {
    name: 'Thunderbird, page alone',
    raw: rawMail(
      { ...page, 'Content-Transfer-Encoding': '8bit' },
      `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body><p>${said}</p>` +
        '<div class="moz-signature">-- <br>Robin</div></body></html>',
    ),
    expected: expecting({ text: said, signature: '--\nRobin', remarks: ['html-only'] }),
  },
  {
    name: 'mutt: a text file beside the text',
    raw: rawMail(
      { 'Content-Type': 'multipart/mixed; boundary="oyUTqETQ0mS9luUI"', 'Content-Disposition': 'inline' },
      multipart(
        'oyUTqETQ0mS9luUI',
        part(
          { 'Content-Type': 'text/plain; charset=us-ascii', 'Content-Disposition': 'inline' },
          `${said}\n`,
        ),
        part(
          {
            'Content-Type': 'text/plain; charset=us-ascii',
            'Content-Disposition': 'attachment; filename="irc.log"',
          },
          '<mean> idiot\n',
        ),
      ),
    ),
    expected: expecting({ text: said, files: [file('attachment', 'irc.log', '<mean> idiot\n')] }),
  },
  {
    name: 'Proton: quoted-printable, a signature of its own',
    raw: rawMail(
      alternative('b1_p'),
      multipart(
        'b1_p',
        part(
          { ...plain, 'Content-Transfer-Encoding': 'quoted-printable' },
          `${quotedPrintable('Não foi bom.')}\r\n\r\nSent with Proton Mail secure email.`,
        ),
        part(
          { ...page, 'Content-Transfer-Encoding': 'base64' },
          base64(
            '<div>Não foi bom.</div><div class="protonmail_signature_block">Sent with <a href="https://proton.me/">Proton Mail</a> secure email.</div>',
          ),
        ),
      ),
    ),
    expected: expecting({ text: 'Não foi bom.', signature: 'Sent with Proton Mail secure email.' }),
  },
  {
    name: 'Proton answering',
    raw: rawMail(
      { ...plain, References: '<a@example.org>' },
      lines(
        said,
        '',
        'On Monday, November 30th, 2026 at 9:00 AM, Conduct <conduct@example.org> wrote:',
        '',
        '> We got it.',
      ),
    ),
    expected: expecting({
      text: said,
      quoted:
        'On Monday, November 30th, 2026 at 9:00 AM, Conduct <conduct@example.org> wrote:\n\n> We got it.',
    }),
  },
  {
    name: 'K-9 on Android: a signature under a line',
    raw: rawMail(
      { ...plain, 'Content-Transfer-Encoding': 'quoted-printable', 'User-Agent': 'K-9 Mail for Android' },
      quotedPrintable(
        lines('Ich möchte etwas melden.', '-- ', 'Diese Nachricht wurde von meinem Gerät gesendet.'),
      ),
    ),
    expected: expecting({
      text: 'Ich möchte etwas melden.',
      signature: '-- \nDiese Nachricht wurde von meinem Gerät gesendet.',
    }),
  },
  {
    name: 'Samsung on Android: page with base64',
    raw: rawMail(
      { ...page, 'Content-Transfer-Encoding': 'base64' },
      base64(`<html><body dir="auto">${said}<div><br></div><div>Second line</div></body></html>`),
    ),
    expected: expecting({ text: `${said}\n\nSecond line`, remarks: ['html-only'] }),
  },
  {
    name: 'Exchange: a calendar entry among the versions',
    raw: rawMail(
      alternative('_000_x'),
      multipart(
        '_000_x',
        part(plain, 'Please meet me.'),
        part(page, '<p>Please meet me.</p>'),
        part(
          {
            'Content-Type': 'text/calendar; charset="utf-8"; method=REQUEST',
            'Content-Transfer-Encoding': 'base64',
          },
          base64('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
        ),
      ),
    ),
    expected: expecting({
      text: 'Please meet me.',
      files: [file('calendar', '', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')],
    }),
  },
  {
    name: 'Yahoo: its page marks what it answers',
    raw: rawMail(
      { ...page, 'In-Reply-To': '<a@example.org>' },
      `<html><body><div class="ydp1">${said}</div><div id="ydp2yahoo_quoted" class="yahoo_quoted"><div>` +
        'On Monday, November 30, 2026 at 09:00:00 AM GMT+1, Conduct &lt;conduct@example.org&gt; wrote:</div><blockquote>We got it.</blockquote></div></body></html>',
    ),
    expected: expecting({
      text: said,
      quoted:
        'On Monday, November 30, 2026 at 09:00:00 AM GMT+1, Conduct <conduct@example.org> wrote:\n\n> We got it.',
      remarks: ['html-only'],
    }),
  },
  {
    name: 'Roundcube: flowed with DelSp',
    raw: rawMail(
      { 'Content-Type': 'text/plain; charset=US-ASCII;\r\n format=flowed; DelSp=yes' },
      lines('They shou ', 'ted at me.'),
    ),
    expected: expecting({ text: 'They shouted at me.' }),
  },
  {
    name: 'GMX: page with quoted history of a cite block',
    raw: rawMail(
      { ...page, Subject: 'Aw: Bericht' },
      `<div>${said}</div><blockquote type="cite" name="quote"><div>Danke.</div></blockquote>`,
    ),
    expected: expecting({ subject: 'Aw: Bericht', text: said, quoted: '> Danke.', remarks: ['html-only'] }),
  },
  {
    name: 'Evolution: CRLF is LF alone',
    raw: Buffer.from(
      rawMail({ ...plain, 'Content-Transfer-Encoding': '7bit' }, lines(said, '', 'Yours'))
        .toString()
        .replaceAll('\r\n', '\n'),
    ),
    expected: expecting({ text: `${said}\n\nYours` }),
  },
  {
    name: 'an old program: CR alone',
    raw: Buffer.from(rawMail(plain, lines(said, 'Yours')).toString().replaceAll('\r\n', '\r')),
    expected: expecting({ text: `${said}\nYours` }),
  },
  {
    name: 'a folded subject in several encoded words',
    raw: rawMail({ ...plain, Subject: '=?UTF-8?B?w4RyZ2VyIGltIA==?=\r\n =?UTF-8?Q?Fl=C3=BCgel?=' }, said),
    expected: expecting({ subject: 'Ärger im Flügel', text: said }),
  },
  textMail(
    'a page beside a plain text that says less is kept as well',
    { 'Content-Type': 'multipart/alternative; boundary="l"' },
    multipart(
      'l',
      part(plain, 'Please see the page.'),
      part(page, `<p>Please see the page.</p><p>${said}</p>`),
    ),
    {
      text: 'Please see the page.',
      files: [file('other-version', '', `Please see the page.\n\n${said}`)],
    },
  ),
  textMail(
    'an empty plain version: the page is read',
    { 'Content-Type': 'multipart/alternative; boundary="l"' },
    multipart('l', part(plain, ' \r\n'), part(page, `<p>${said}</p>`)),
    { text: said, remarks: ['html-only'] },
  ),
  textMail(
    'a page with lists, tables, scripts and a picture that is not loaded',
    page,
    '<script>track()</script><ul><li>first</li><li>second</li></ul><table><tr><td>a</td><td>b</td></tr></table>' +
      '<img src="https://track.example.com/1.gif"><img alt="a cat" src="x.png"><pre>one\n  two</pre>&copy; &#x2603; &unknown;',
    {
      text: '- first\n- second\n\na b\n\n[a cat]\n\none\n  two\n\n© ☃ &unknown;',
      remarks: ['html-only'],
    },
  ),
  textMail(
    'a picture inside of a page',
    page,
    `<p>${said}</p><img src="data:image/png;base64,${picture.toString('base64')}">`,
    { text: said, files: [file('inline-picture', '', picture)], remarks: ['html-only'] },
  ),
];
