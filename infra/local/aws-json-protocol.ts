import { Refusal } from './refusal.ts';
import type { Protocol, ServiceRequest, ServiceResponse } from './http-service.ts';

type Call = { readonly operation: string; readonly input: object; readonly accessKey: string };

/**
 * AWS JSON 1.0 and 1.1: the operation stands in `x-amz-target`, input and output are JSON, and an error
 * names its exception in `__type`.
 */
export const awsJsonProtocol = (options: {
  readonly version: '1.0' | '1.1';
  /** What stands before the dot in `x-amz-target`. */
  readonly target: string;
  readonly perform: (call: Call) => Promise<object>;
}): Protocol => {
  const respond = (statusCode: number, body: object): ServiceResponse => ({
    statusCode,
    headers: { 'content-type': `application/x-amz-json-${options.version}` },
    body: JSON.stringify(body),
  });

  const operation = (request: ServiceRequest): string => {
    const target = request.headers['x-amz-target'];
    const [service, name = ''] = typeof target === 'string' ? target.split('.') : [];
    return service === options.target ? name : '';
  };

  return {
    operation,
    answer: async (request) => {
      const name = operation(request);
      if (request.method !== 'POST' || name === '') throw new Refusal('UnknownOperationException', '');
      if (request.accessKey === undefined) {
        throw new Refusal('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
      }
      const input = parseObject(request.body);
      return respond(200, await options.perform({ operation: name, input, accessKey: request.accessKey }));
    },
    refuse: ({ type, message, statusCode, fields }) =>
      respond(statusCode, { __type: type, message, ...fields }),
  };
};

const parseObject = (body: string): object => {
  try {
    const input: unknown = JSON.parse(body);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input;
  } catch {
    // Answered below, like any other body that is no object.
  }
  throw new Refusal('SerializationException', 'The request is no JSON object.');
};
