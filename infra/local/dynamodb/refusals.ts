import { Refusal } from '../refusal.ts';

const namespace = 'com.amazonaws.dynamodb.v20120810#';

export const invalid = (message: string): Refusal =>
  new Refusal('com.amazon.coral.validate#ValidationException', message);

export const accessDenied = (message: string): Refusal =>
  new Refusal('com.amazon.coral.service#AccessDeniedException', message);

export const refusal = (exception: string, message: string, fields?: Readonly<Record<string, unknown>>) =>
  new Refusal(namespace + exception, message, fields ? { fields } : {});

export const isException = (error: unknown, exception: string): error is Refusal =>
  error instanceof Refusal && error.type.endsWith(`#${exception}`);

/** Dynalite's errors carry the answer in `statusCode` and `body`; anything else is a fault and stays as it is. */
export const fromDynalite = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('statusCode' in error) || !('body' in error)) return error;
  const { statusCode, body } = error;
  if (typeof statusCode !== 'number' || typeof body !== 'object' || body === null) return error;
  const fields = new Map<string, unknown>(Object.entries(body));
  const message = fields.get('message') ?? fields.get('Message');
  return new Refusal(String(fields.get('__type')), typeof message === 'string' ? message : '', {
    statusCode,
  });
};
