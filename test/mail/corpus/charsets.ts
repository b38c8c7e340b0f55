import type { ReadMail } from '../../../functions/domain/mail/read-mail.ts';
import { textMail, type CorpusMail } from './make-mail.ts';

const hex = (bytes: string): Buffer => Buffer.from(bytes.replaceAll(' ', ''), 'hex');

const inCharset = (
  charset: string,
  bytes: string | Buffer,
  text: string,
  expected: Partial<ReadMail> = {},
): CorpusMail =>
  textMail(
    `charset ${charset === '' ? 'unsaid' : charset}: ${text.slice(0, 12)}`,
    {
      'Content-Type': charset === '' ? 'text/plain' : `text/plain; charset=${charset}`,
      'Content-Transfer-Encoding': '8bit',
    },
    Buffer.isBuffer(bytes) ? bytes : hex(bytes),
    { text, ...expected },
  );

const guessed: Partial<ReadMail> = { remarks: ['charset-guessed'] };

/** "Hello, how are you", as bytes of each charset, by hand. */
const russian = 'Здравствуйте, он кричал на меня весь вечер';
const inWindows1251 = Buffer.from(
  Array.from(russian, (letter) => {
    const code = letter.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  }),
);
const koi = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ';
const inKoi8 = Buffer.from(
  Array.from(russian, (letter) => (koi.includes(letter) ? 0xc0 + koi.indexOf(letter) : letter.charCodeAt(0))),
);

export const charsetMails: readonly CorpusMail[] = [
  inCharset('utf-8', Buffer.from('Grüße, 你好, مرحبا 🙂'), 'Grüße, 你好, مرحبا 🙂'),
  inCharset('UTF8', Buffer.from('Grüße'), 'Grüße'),
  inCharset('"utf-8"', Buffer.from('\ufeffGrüße'), 'Grüße'),
  inCharset('iso-8859-1', '47 72 fc df 65', 'Grüße'),
  inCharset('iso-8859-1', '93 71 75 6f 74 65 64 94 20 80 35', '“quoted” €5'),
  inCharset('windows-1252', '49 92 6d 20 96 20 73 6f', 'I’m – so'),
  inCharset('iso-8859-15', 'a4 35 20 bd', '€5 œ'),
  inCharset('iso-8859-2', 'b6 6c 65 20 b1 ea b3', 'śle ąęł'),
  inCharset('windows-1250', '9c 6c 65 20 b9 ea b3', 'śle ąęł'),
  inCharset('windows-1251', inWindows1251, russian),
  inCharset('koi8-r', inKoi8, russian),
  inCharset('windows-1256', 'e3 d1 cd c8 c7', 'مرحبا'),
  inCharset('iso-8859-6', 'e5 d1 cd c8 c7', 'مرحبا'),
  inCharset('iso-8859-7', 'ca e1 eb e7 ec dd f1 e1', 'Καλημέρα'),
  inCharset('windows-1255', 'f9 ec e5 ed', 'שלום'),
  inCharset('windows-1254', '4d 65 72 68 61 62 61 20 fd fe f0', 'Merhaba ışğ'),
  inCharset('shift_jis', '82 b1 82 f1 82 c9 82 bf 82 cd', 'こんにちは'),
  inCharset('cp932', '82 b1 82 f1 82 c9 82 bf 82 cd', 'こんにちは'),
  inCharset('euc-jp', 'a4 b3 a4 f3 a4 cb a4 c1 a4 cf', 'こんにちは'),
  inCharset('iso-2022-jp', '1b 24 42 24 33 24 73 24 4b 24 41 24 4f 1b 28 42', 'こんにちは'),
  inCharset('gb18030', 'c4 e3 ba c3', '你好'),
  inCharset('gb2312', 'c4 e3 ba c3', '你好'),
  inCharset('big5', 'a7 41 a6 6e', '你好'),
  inCharset('euc-kr', 'be c8 b3 e7 c7 cf bc bc bf e4', '안녕하세요'),
  inCharset('ks_c_5601-1987', 'be c8 b3 e7', '안녕'),
  inCharset('utf-7', Buffer.from('Gr+APwA3w-e +- so'), 'Grüße + so'),
  inCharset('utf-16le', Buffer.from('Grüße', 'utf16le'), 'Grüße'),
  inCharset('tis-620', 'ca c7 d1 ca b4 d5', 'สวัสดี'),
  inCharset('', Buffer.from('Grüße'), 'Grüße'),
  inCharset('us-ascii', Buffer.from('Grüße'), 'Grüße', guessed),
  inCharset('iso-8859-1', Buffer.from('Grüße'), 'Grüße', guessed),
  inCharset('windows-1251', Buffer.from('Привет'), 'Привет', guessed),
  inCharset('x-unknown', '47 72 fc df 65', 'Grüße', guessed),
  inCharset('utf-8', '47 72 fc df 65 20 61 75 73 20 4b f6 6c 6e', 'Grüße aus Köln', guessed),
  inCharset('utf-8', inWindows1251, russian, guessed),
  inCharset('', inKoi8, russian, guessed),
  inCharset('utf-8', '82 b1 82 f1 82 c9 82 bf 82 cd 81 41 8c b3 8b 43', 'こんにちは、元気', guessed),
  inCharset('', '1b 24 42 24 33 24 73 24 4b 24 41 24 4f 1b 28 42', 'こんにちは', guessed),
  inCharset('utf-8', 'be c8 b3 e7 c7 cf bc bc bf e4', '안녕하세요', guessed),
];
