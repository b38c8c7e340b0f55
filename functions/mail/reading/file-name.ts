import PostalMime from 'postal-mime';
import { fieldNamed, type Field } from './header-block.ts';

const longestName = 1_000;

/** The name that a part gives its file, pieced together and decoded (RFC 2047, RFC 2231); empty where it gives none. */
export const fileNameOf = async (fields: readonly Field[]): Promise<string> => {
  const type = fieldNamed(fields, 'content-type') ?? '';
  const disposition = fieldNamed(fields, 'content-disposition') ?? 'attachment';
  const parameters = type.includes(';') ? type.slice(type.indexOf(';')) : '';
  // Under another type, so that it is a file for the parser, and without its bytes, which it would copy.
  const header = `Content-Type: application/octet-stream${parameters}\r\nContent-Disposition: ${disposition}\r\n\r\nx`;
  try {
    const { attachments } = await PostalMime.parse(header);
    return (attachments[0]?.filename ?? '').slice(0, longestName);
  } catch {
    return '';
  }
};
