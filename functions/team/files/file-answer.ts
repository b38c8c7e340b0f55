import { downloadHeaders, mostBytesInAnswer, rangeOf } from '../../web/files/download.ts';
import { problemResponse, type Problem } from '../../web/answer/problem.ts';
import type { ByteRange } from '../../domain/attachment/read-attachment.ts';

/** A file that is downloaded: how its bytes are opened, a range at a time. */
export type Download = {
  readonly name: string;
  readonly size: number;
  readonly read: (range: ByteRange) => Promise<Uint8Array>;
};

/** In how many downloads a page hands a file out. */
export const partsOf = (size: number): number => Math.max(1, Math.ceil(size / mostBytesInAnswer));

const fileAnswer = async (
  name: string,
  bytes: Promise<Uint8Array>,
  status: 200 | 206 = 200,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  new Response(Buffer.from(await bytes), { status, headers: { ...downloadHeaders(name), ...headers } });

/**
 * A file for a page: whole, or the part that was asked for as a download of its own.
 * @param part counts from 1
 * @returns `undefined` when there is no such part, or the whole is too large for one answer
 */
export const partAnswer = async (
  { name, size, read }: Download,
  part: string | undefined,
): Promise<Response | undefined> => {
  const parts = partsOf(size);
  if (part === undefined) return parts === 1 ? fileAnswer(name, read({ start: 0, end: size })) : undefined;
  const number = /^[1-9]\d{0,4}$/.test(part) ? Number(part) : 0;
  if (number < 1 || number > parts) return undefined;
  const start = (number - 1) * mostBytesInAnswer;
  const range = { start, end: Math.min(size, start + mostBytesInAnswer) };
  return fileAnswer(`${name}.part${String(number).padStart(2, '0')}`, read(range));
};

const unsatisfiable: Problem = {
  status: 416,
  code: 'range-not-satisfiable',
  detail: 'The file has no such bytes.',
};

const tooLarge: Problem = {
  status: 413,
  code: 'range-needed',
  detail: 'The file is larger than one answer: ask for at most 4 MB at a time with Range.',
};

/** A file for a program: whole, or the range that was asked for. */
export const rangeAnswer = async (
  { name, size, read }: Download,
  header: string | undefined,
): Promise<Response> => {
  const range = rangeOf(header, size);
  const accepts = { 'accept-ranges': 'bytes' };
  switch (range.kind) {
    case 'whole':
      return fileAnswer(name, read({ start: 0, end: size }), 200, accepts);
    case 'part':
      return fileAnswer(name, read({ start: range.first, end: range.last + 1 }), 206, {
        ...accepts,
        'content-range': range.contentRange,
      });
    case 'unsatisfiable':
      return problemResponse({ ...unsatisfiable, headers: { 'content-range': range.contentRange } });
    case 'too-large':
      return problemResponse({ ...tooLarge, headers: accepts, more: { size } });
  }
};
