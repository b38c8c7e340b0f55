/** The bytes that a quoted-printable text stands for (RFC 2045 §6.7); text is one byte a character. */
export const fromQuotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    'latin1',
  );

const longestLine = 75;

/** Bytes as quoted-printable, in lines of at most 76 characters. Line ends stay line ends. */
export const toQuotedPrintable = (bytes: Buffer): string =>
  bytes.toString('latin1').split(/\r?\n/).map(writtenLine).join('\r\n');

const writtenLine = (line: string): string => {
  const lines: string[] = [];
  let current = '';
  for (const character of line.replaceAll(/[^\t -<>-~]|[ \t]$/g, escaped).match(/=[0-9A-F]{2}|[^=]/g) ?? []) {
    if (current.length + character.length > longestLine) {
      lines.push(`${current}=`);
      current = '';
    }
    current += character;
  }
  return [...lines, current].join('\r\n');
};

const escaped = (character: string): string =>
  `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
