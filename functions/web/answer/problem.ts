import { STATUS_CODES } from 'node:http';
import type * as z from 'zod';

/** One wrong field; `pointer` is a JSON Pointer (RFC 6901) into the body. */
export type FieldProblem = { readonly pointer: string; readonly detail: string };

/** A refusal, as the client is told of it. `code` is stable; `detail` is for people. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem object. */
  readonly more?: Readonly<Record<string, unknown>>;
};

/** RFC 9457 problem details. The type is `about:blank`: the status and our `code` say which problem it is. */
export const problemResponse = ({ status, code, detail, errors, headers, more }: Problem): Response =>
  new Response(
    JSON.stringify({
      type: 'about:blank',
      title: STATUS_CODES[status],
      status,
      code,
      detail,
      errors,
      ...more,
    }),
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  );

export const invalidFields = (errors: readonly FieldProblem[]): Problem => ({
  status: 422,
  code: 'invalid-fields',
  detail: 'Some fields cannot be accepted; each is named under errors. Nothing was stored.',
  errors,
});

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const shownKeyLength = 80;

export const fieldProblems = (error: z.ZodError): FieldProblem[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.slice(0, 20).map((key) => ({
          pointer: pointer([...issue.path, key.slice(0, shownKeyLength)]),
          detail: 'Unknown field.',
        }))
      : [{ pointer: pointer(issue.path), detail: issue.message }],
  );

export const notFound: Problem = { status: 404, code: 'not-found', detail: 'There is nothing here.' };
export const badRequest: Problem = {
  status: 400,
  code: 'bad-request',
  detail: 'The request cannot be read.',
};
export const methodNotAllowed = (allowed: string): Problem => ({
  status: 405,
  code: 'method-not-allowed',
  detail: `This address answers to ${allowed} only.`,
  headers: { allow: allowed },
});
