import { expect } from 'vitest';
import type { Service } from '../harness/service.ts';

/** Bodies of requests that no client of ours sends. `undefined` as type: no content type at all. */
export type BadBody = {
  readonly name: string;
  readonly type: string | undefined;
  readonly body: Uint8Array<ArrayBuffer> | string;
  readonly status: number;
};

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));
const raw = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.concat(parts.map((part) => Buffer.from(part as string))));

export const requestOf = ({ type, body }: BadBody, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  // As bytes: a string body would bring a content type of its own.
  body: typeof body === 'string' ? bytes(body) : body,
  headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
});

export const json = 'application/json';
export const form = 'application/x-www-form-urlencoded';

/** @param text the JSON around a text, with `%` in its place */
export const badJsonBodies = (around: string): BadBody[] => {
  const [before = '', after = ''] = around.split('%');
  const nested = '['.repeat(50_000) + ']'.repeat(50_000);
  return [
    { name: 'without a content type', type: undefined, body: around, status: 415 },
    { name: 'of an empty content type', type: '', body: around, status: 415 },
    { name: 'as plain text', type: 'text/plain', body: around, status: 415 },
    { name: 'as a form', type: form, body: 'whatHappened=x&text=x', status: 415 },
    { name: 'as something like JSON', type: 'application/jsonx', body: around, status: 415 },
    { name: 'as multipart', type: 'multipart/form-data; boundary=x', body: '--x--', status: 415 },
    { name: 'empty', type: json, body: '', status: 400 },
    { name: 'cut off', type: json, body: around.slice(0, -3), status: 400 },
    { name: 'with something behind', type: json, body: `${around}x`, status: 400 },
    { name: 'with a bare control character', type: json, body: `${before}\u0001${after}`, status: 400 },
    { name: 'not JSON', type: json, body: '<xml/>', status: 400 },
    { name: 'NaN', type: json, body: 'NaN', status: 400 },
    { name: 'in UTF-16', type: json, body: Uint8Array.from(Buffer.from(around, 'utf16le')), status: 400 },
    { name: 'with a broken byte', type: json, body: raw(before, [0xff], after), status: 400 },
    { name: 'with a cut sequence', type: json, body: raw(before, [0xe2, 0x82], after), status: 400 },
    { name: 'with an overlong sequence', type: json, body: raw(before, [0xc0, 0xaf], after), status: 400 },
    {
      name: 'with a surrogate in bytes',
      type: json,
      body: raw(before, [0xed, 0xa0, 0x80], after),
      status: 400,
    },
    { name: 'with half of a surrogate pair', type: json, body: `${before}\\ud83e${after}`, status: 422 },
    {
      name: 'of 1 MB in one text',
      type: json,
      body: `${before}${'x'.repeat(1_000_000)}${after}`,
      status: 422,
    },
    { name: 'of 1 MB in a list', type: json, body: `[${'1,'.repeat(500_000)}1]`, status: 422 },
    { name: 'of 1 MB in many fields', type: json, body: manyFields(60_000), status: 422 },
    { name: 'of 2 MB', type: json, body: `${before}${'x'.repeat(2_000_000)}${after}`, status: 413 },
    { name: 'nested 50,000 deep', type: json, body: nested, status: 422 },
    { name: 'nested 50,000 deep and not closed', type: json, body: nested.slice(0, 60_000), status: 400 },
    { name: 'with a field nested 50,000 deep', type: json, body: around.replace('"%"', nested), status: 422 },
    { name: 'with objects nested 50,000 deep', type: json, body: deepObjects(50_000), status: 422 },
    { name: 'a list', type: json, body: '[]', status: 422 },
    { name: 'null', type: json, body: 'null', status: 422 },
    { name: 'a number', type: json, body: '1e999', status: 422 },
    { name: 'a text', type: json, body: '"x"', status: 422 },
    { name: 'an empty object', type: json, body: '{}', status: 422 },
  ];
};

const manyFields = (count: number): string =>
  `{${Array.from({ length: count }, (_, at) => `"field-${at}":1`).join(',')}}`;
const deepObjects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** A refusal as programs read it: problem+json with its status, a code, no trace of our insides, and small. */
export const expectProblem = async (response: Response, status?: number): Promise<Problem> => {
  const text = await response.text();
  expect(response.status, text.slice(0, 300)).toBeGreaterThanOrEqual(400);
  expect(response.status, text.slice(0, 300)).toBeLessThan(500);
  if (status !== undefined) expect(response.status, text.slice(0, 300)).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expectNoInsides(text);
  expect(text.length).toBeLessThan(16_000);
  const problem = JSON.parse(text) as Problem;
  expect(problem).toMatchObject({
    type: 'about:blank',
    status: response.status,
    title: expect.any(String) as string,
    code: expect.stringMatching(/^[a-z0-9-]+$/) as string,
    detail: expect.any(String) as string,
  });
  return problem;
};

export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};

export const expectNoInsides = (text: string): void => {
  expect(text).not.toMatch(
    /node_modules|\.tsx?:\d|\n\s+at [\w.]+ ?\(|TypeError|SyntaxError|ZodError|Unexpected token/,
  );
};

/** Since the calls and the log were emptied. */
export const expectNothingWritten = ({ calls, logs }: Pick<Service, 'calls' | 'logs'>): void => {
  expect(calls.filter(({ command }) => /Write|Put|Update|Delete/.test(command))).toEqual([]);
  expect(logs).toEqual([]);
};
