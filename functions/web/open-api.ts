import * as z from 'zod';

/** RFC 9457, as every refusal of both surfaces is answered. */
const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('Stable; meant for programs.'),
  detail: z.string().describe('Meant for people.'),
  errors: z
    .array(z.object({ pointer: z.string().describe('JSON Pointer (RFC 6901)'), detail: z.string() }))
    .optional(),
});

export const octets = 'application/octet-stream';

export type Answer = {
  readonly gives: string;
  /** Absent for an answer without a body, and for one of bytes. */
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
};

export type Operation = Answer & {
  readonly summary: string;
  readonly description?: string;
  /** Ways to sign in, where they are not those of the whole document. */
  readonly security?: readonly object[];
  /** What the parameters of the address are, where their names do not say it. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: z.ZodObject;
  /** Headers it goes by, and what they are. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What `Idempotency-Key` does, or that it makes sending twice one. */
  readonly idempotent?: boolean | string;
  readonly body?: z.ZodType;
  /** A body that is shown. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** It takes bytes, not JSON. */
  readonly takesBytes?: boolean;
  /** What it takes beside, by media type: what is no JSON and not told by a schema of zod. */
  readonly takes?: Readonly<Record<string, object>>;
  readonly status?: 200 | 201 | 204;
  /** Answers beside the usual one, by status. */
  readonly otherwise?: Readonly<Record<number, Answer>>;
};

type Method = 'get' | 'post' | 'put' | 'delete';

/** By address, as the router writes it, and method. */
export type Operations = Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' });

const pathParameters = (path: string, descriptions: Readonly<Record<string, string>> = {}) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...(descriptions[name] === undefined ? {} : { description: descriptions[name] }),
    schema: { type: 'string' },
  }));

const queryParameters = (query: z.ZodObject | undefined) =>
  Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  }));

const headerParameters = (headers: Readonly<Record<string, string>> = {}) =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: name !== 'Range',
    description,
    schema: { type: 'string' },
  }));

const idempotencyKey = (idempotent: boolean | string | undefined) =>
  idempotent === undefined || idempotent === false
    ? []
    : [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description:
            idempotent === true ? 'With the same key and content, sending twice is one.' : idempotent,
          schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
        },
      ];

const takenContent = ({ body, example, takesBytes, takes }: Operation) => {
  const shown = example && { example };
  const content = {
    ...(body && { 'application/json': { schema: jsonSchema(body, 'input'), ...shown } }),
    ...takes,
    ...(takesBytes && { [octets]: {} }),
  };
  return Object.keys(content).length === 0 ? undefined : content;
};

const givenContent = ({ schema, mediaType = 'application/json' }: Answer) => {
  if (schema) return { [mediaType]: { schema: jsonSchema(schema, 'output') } };
  return mediaType === octets ? { [octets]: {} } : undefined;
};

const answerObject = (answer: Answer) => {
  const content = givenContent(answer);
  return { description: answer.gives, ...(content ? { content } : {}) };
};

const operationObject = (path: string, operation: Operation) => {
  const { summary, description, security, status = 200, otherwise = {} } = operation;
  const taken = takenContent(operation);
  const parameters = [
    ...pathParameters(path, operation.path),
    ...queryParameters(operation.query),
    ...headerParameters(operation.headers),
    ...idempotencyKey(operation.idempotent),
  ];
  return {
    summary,
    ...(description === undefined ? {} : { description }),
    ...(security === undefined ? {} : { security }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(taken ? { requestBody: { required: true, content: taken } } : {}),
    responses: {
      [status]: answerObject(operation),
      ...Object.fromEntries(
        Object.entries(otherwise).map(([other, answer]) => [other, answerObject(answer)]),
      ),
      default: { $ref: '#/components/responses/refusal' },
    },
  };
};

/** `/api/cases/:id` as OpenAPI writes it. */
export const templated = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

/**
 * The contract of one surface's JSON, OpenAPI 3.1. Made at build time; no function carries this.
 * @param surface.refused what it means to be refused there
 */
export const openApiDocument = (
  surface: {
    readonly title: string;
    readonly refused: string;
    readonly securitySchemes: Readonly<Record<string, object>>;
    /** Of every operation that does not name its own. */
    readonly security?: readonly object[];
  },
  operations: Operations,
) => ({
  openapi: '3.1.0',
  info: { title: surface.title, version: '1' },
  components: {
    responses: {
      refusal: {
        description: surface.refused,
        content: { 'application/problem+json': { schema: jsonSchema(problem, 'output') } },
      },
    },
    securitySchemes: surface.securitySchemes,
  },
  ...(surface.security === undefined ? {} : { security: surface.security }),
  paths: Object.fromEntries(
    Object.entries(operations).map(([path, methods]) => [
      templated(path),
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [method, operationObject(path, operation)]),
      ),
    ]),
  ),
});
