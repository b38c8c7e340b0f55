import { kilobyte } from '../../domain/kernel/size.ts';
import { byteLength, reportLimitBytes } from '../../domain/kernel/text.ts';

type Texts = {
  readonly subject: string;
  readonly text: string;
  readonly quoted: string;
  readonly signature: string;
};

/** Left for what a report says besides: the form of its answers, and who wrote it. */
const roomBesidesBytes = 4 * kilobyte;
const subjectLimitBytes = 1_000;

/**
 * Texts that fit into a report together, first what is new, and what did not fit of each. A text is cut at the end of a
 * line where one is near.
 */
export const fitTexts = (texts: Texts): { readonly fitting: Texts; readonly rest: string } => {
  let room = reportLimitBytes - roomBesidesBytes;
  const rest: string[] = [];
  const fit = (text: string, limit: number): string => {
    const [head, tail] = cutAt(text, Math.min(limit, room));
    room -= byteLength(head);
    if (tail !== '') rest.push(tail);
    return head;
  };
  const subject = fit(texts.subject, subjectLimitBytes);
  const text = fit(texts.text, room);
  const signature = fit(texts.signature, room);
  const quoted = fit(texts.quoted, room);
  return { fitting: { subject, text, quoted, signature }, rest: rest.join('\n\n') };
};

const nearBytes = 2_000;

const cutAt = (text: string, limit: number): readonly [head: string, tail: string] => {
  if (byteLength(text) <= limit) return [text, ''];
  const bytes = Buffer.from(text);
  let end = Math.max(0, limit);
  // Not inside of a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  const lineEnd = bytes.lastIndexOf(0x0a, end);
  const space = bytes.lastIndexOf(0x20, end);
  const near = [lineEnd, space].find((place) => place > 0 && end - place <= nearBytes);
  const at = near ?? end;
  return [bytes.toString('utf8', 0, at).trimEnd(), bytes.toString('utf8', at).trimStart()];
};
