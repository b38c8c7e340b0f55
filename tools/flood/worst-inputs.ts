import { randomBytes } from 'node:crypto';
import { requestFilesBytes } from '../../functions/domain/attachment/limits.ts';
import { messageLimitBytes, reportLimitBytes } from '../../functions/domain/kernel/text.ts';
import { routes } from '../../functions/reporter/routes.ts';
import type { ReporterRequest } from '../cost/attach-file.ts';

/** Texts that ask the most of whoever looks through them, writes them as markup, or brings them into a normal form. */
const patterns = ['x', '"', 'a@a.a ', '1 2', '<&', 'e\u0301\u0323', '語', 'x\n', 'http://', 'as the '];

export const textsOf = (bytes: number): readonly string[] =>
  patterns.map((pattern) => pattern.repeat(Math.floor(bytes / Buffer.byteLength(pattern))));

export const largestTexts = textsOf(reportLimitBytes - 16);
export const largestMessages = textsOf(messageLimitBytes - 16);
/** What no cleaner knows, and no compression makes smaller. */
export const largestFile = (): Buffer => randomBytes(requestFilesBytes - 4096);

const json = { 'content-type': 'application/json' };

export const asJson = (
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): ReporterRequest => ({
  method: 'POST',
  path,
  headers: { ...json, ...headers },
  body: JSON.stringify(body),
});

/** A form as a browser sends it that brings files. */
export const asForm = async (
  path: string,
  fields: Readonly<Record<string, string>>,
  files: readonly Uint8Array[] = [],
  headers: Readonly<Record<string, string>> = {},
): Promise<ReporterRequest> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const bytes of files) form.append('files', new Blob([new Uint8Array(bytes)]), 'log.bin');
  const made = new Response(form);
  return {
    method: 'POST',
    path,
    headers: { ...headers, 'content-type': made.headers.get('content-type') ?? '' },
    body: new Uint8Array(await made.arrayBuffer()),
  };
};

export const bearer = (token: string): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
});

/** Every page that is looked at, in every language. */
export const lookedAt: readonly string[] = [
  routes.landing,
  routes.report,
  routes.privacy,
  routes.snippet,
  routes.followUp,
].flatMap((path) => ['en', 'es', 'ar'].map((language) => `${path}?lang=${language}`));
