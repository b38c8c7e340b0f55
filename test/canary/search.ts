import { createHash } from 'node:crypto';

/** Something that must stand nowhere in clear. */
export type Secret = { readonly name: string; readonly bytes: Buffer };
/** Something that was kept, printed or sent, and where. */
export type Place = { readonly where: string; readonly bytes: Buffer };
export type Finding = { readonly secret: string; readonly encoding: string; readonly where: string };

export const secret = (name: string, content: string | Uint8Array): Secret => ({
  name,
  bytes: Buffer.from(content),
});

export const place = (where: string, content: string | Uint8Array): Place => ({
  where,
  bytes: Buffer.from(content),
});

type Needle = { readonly encoding: string; readonly bytes: Buffer; readonly anyCase: boolean };

/** The ways in which a secret may stand in a file, a line or a header without being sealed. */
const needlesOf = ({ bytes }: Secret): Needle[] => {
  const text = bytes.toString('utf8');
  const needle = (encoding: string, content: string | Buffer, anyCase: boolean): Needle => ({
    encoding,
    bytes: Buffer.from(anyCase ? latin1Lower(Buffer.from(content)) : content),
    anyCase,
  });
  const digest = createHash('sha256').update(bytes).digest();
  return [
    needle('as it is', bytes, true),
    needle('UTF-16 LE', Buffer.from(text, 'utf16le'), true),
    needle('UTF-16 BE', Buffer.from(text, 'utf16le').swap16(), true),
    needle('hexadecimal', bytes.toString('hex'), true),
    needle('percent-encoded', encodeURIComponent(text), true),
    needle('every byte percent-encoded', percentEncoded(bytes), true),
    ...base64Cores(bytes).map((core) => needle('base64', core, false)),
    ...base64Cores(bytes).map((core) => needle('base64url', asBase64url(core), false)),
    needle('its SHA-256', digest, false),
    needle('its SHA-256 in hexadecimal', digest.toString('hex'), true),
    needle('its SHA-256 in base64', digest.toString('base64').slice(0, -1), false),
    needle('its SHA-256 in base64url', digest.toString('base64url'), false),
  ];
};

const percentEncoded = (bytes: Buffer): string =>
  [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/**
 * The characters that stand in base64 whatever comes before and after the bytes: one string for each of the
 * three places in a group of three bytes where they may begin.
 */
const base64Cores = (bytes: Buffer): string[] =>
  [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    const first = Math.ceil((before * 8) / 6);
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(first, whole).replaceAll('-', '+').replaceAll('_', '/');
  });

const asBase64url = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

const latin1Lower = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes.toString('latin1').replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
    'latin1',
  );

/** Where secrets stand, in any of the encodings. */
export const findSecrets = (secrets: readonly Secret[], places: readonly Place[]): Finding[] => {
  const needles = secrets.flatMap((each) =>
    needlesOf(each).map((needle) => ({ ...needle, name: each.name })),
  );
  return places.flatMap(({ where, bytes }) => {
    const lower = latin1Lower(bytes);
    return needles
      .filter((needle) => (needle.anyCase ? lower : bytes).includes(needle.bytes))
      .map(({ name, encoding }) => ({ secret: name, encoding, where }));
  });
};

const tellingWords = 3;

/** Where so many words of a passphrase follow each other, whatever stands between them. */
export const findPassphrases = (passphrases: readonly string[], places: readonly Place[]): Finding[] => {
  const runs = passphrases.flatMap((passphrase) => {
    const words = passphrase.split(' ');
    return words
      .slice(tellingWords - 1)
      .map((_, index) => ` ${words.slice(index, index + tellingWords).join(' ')} `);
  });
  return places.flatMap(({ where, bytes }) => {
    const words = ` ${bytes
      .toString('latin1')
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')} `;
    return runs
      .filter((run) => words.includes(run))
      .map((run) => ({ secret: `the words${run}`, encoding: 'words', where }));
  });
};
