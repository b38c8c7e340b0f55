import { file, lines, multipart, part, plain, said, textMail, type CorpusMail } from './make-mail.ts';

const armoured = '-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP MESSAGE-----';
const encryptedBody = multipart(
  'e',
  part({ 'Content-Type': 'application/pgp-encrypted' }, 'Version: 1'),
  part({ 'Content-Type': 'application/octet-stream; name="encrypted.asc"' }, armoured),
);
const entity = (type: string, body: Buffer | string, more: readonly string[] = []): Buffer =>
  Buffer.concat([
    Buffer.from(lines('MIME-Version: 1.0', `content-type: ${type}`, more, '', '')),
    Buffer.from(body),
  ]);
const withoutLastBreak = (body: Buffer): Buffer => body.subarray(0, body.length - 2);

/** What is signed or encrypted by OpenPGP and S/MIME. */
export const encryptedMails: readonly CorpusMail[] = [
  textMail(
    'PGP/MIME encrypted',
    { 'Content-Type': 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="e"' },
    encryptedBody,
    {
      files: [
        file(
          'encrypted-mail',
          '',
          entity(
            'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="e"',
            withoutLastBreak(encryptedBody),
          ),
        ),
      ],
      remarks: ['no-text', 'encrypted-pgp'],
    },
  ),
  textMail(
    'PGP/MIME as Exchange hands it on',
    { 'Content-Type': 'multipart/mixed; boundary="e"' },
    encryptedBody,
    {
      files: [file('attachment', '', 'Version: 1'), file('encrypted-mail', 'encrypted.asc', armoured)],
      remarks: ['no-text', 'encrypted-pgp'],
    },
  ),
  textMail('PGP inline', plain, armoured, {
    text: armoured.replaceAll('\r', ''),
    remarks: ['encrypted-pgp'],
  }),
  textMail(
    'PGP clear-signed',
    plain,
    lines(
      '-----BEGIN PGP SIGNED MESSAGE-----',
      'Hash: SHA256',
      '',
      said,
      '-----BEGIN PGP SIGNATURE-----',
      'iQE=',
      '-----END PGP SIGNATURE-----',
    ),
    {
      text: `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${said}\n-----BEGIN PGP SIGNATURE-----\niQE=\n-----END PGP SIGNATURE-----`,
      remarks: ['signed-pgp'],
    },
  ),
  ...(['pgp', 'pkcs7'] as const).map((kind) => {
    const type = `multipart/signed; protocol="application/${kind}-signature"; boundary="s"`;
    const body = multipart(
      's',
      part(plain, said),
      part({ 'Content-Type': `application/${kind}-signature; name="sig"` }, 'SIG'),
    );
    return textMail(`signed by ${kind}`, { 'Content-Type': type }, body, {
      text: said,
      files: [file('signature', '', entity(type, withoutLastBreak(body)))],
      remarks: [kind === 'pgp' ? 'signed-pgp' : 'signed-smime'],
    });
  }),
  textMail(
    'S/MIME encrypted',
    {
      'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
      'Content-Transfer-Encoding': 'base64',
    },
    'MIAGCSqGSIb3',
    {
      files: [
        file(
          'encrypted-mail',
          '',
          entity('application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"', 'MIAGCSqGSIb3', [
            'content-transfer-encoding: base64',
          ]),
        ),
      ],
      remarks: ['no-text', 'encrypted-smime'],
    },
  ),
  textMail(
    'S/MIME signed, and packed by it',
    {
      'Content-Type': 'application/pkcs7-mime; smime-type=signed-data',
      'Content-Transfer-Encoding': 'base64',
    },
    'MIAGCSqGSIb3',
    {
      files: [
        file(
          'unreadable',
          '',
          entity('application/pkcs7-mime; smime-type=signed-data', 'MIAGCSqGSIb3', [
            'content-transfer-encoding: base64',
          ]),
        ),
      ],
      remarks: ['no-text', 'signed-smime'],
    },
  ),
];
