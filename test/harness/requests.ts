import type { Service } from './service.ts';

/** Requests as a front end makes them, and the parts of the answers that tests go on with. */
export const jsonRequest = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export const formRequest = (fields: Readonly<Record<string, string>>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

export type Filed = {
  readonly token: string;
  readonly passphrase: string;
  readonly followUpUrl: string;
  readonly caseName: string;
  readonly deadlines: Record<'acknowledgeBy' | 'nextUpdateBy' | 'feedbackBy', string>;
  readonly retainedUntil: string;
};

export const bodyOf = async <T>(response: Response): Promise<T> => (await response.json()) as T;

export const fileReport = async (
  service: Service,
  report: Readonly<Record<string, unknown>> = {},
): Promise<Filed> => {
  const body = { answers: { whatHappened: 'Something happened.' }, ...report };
  const response = await service.reporter('/api/reports', jsonRequest(body));
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return bodyOf<Filed>(response);
};

export const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});

export const readThread = (service: Service, { token }: Filed): Promise<Response> =>
  service.reporter('/api/follow-up', bearer(token));

/** The same length of text is the same reply, sent again. */
export const replyTo = (service: Service, { token }: Filed, text: string): Promise<Response> =>
  service.reporter(
    '/api/follow-up/entries',
    jsonRequest({ text }, { ...bearer(token).headers, 'idempotency-key': String(text.length) }),
  );
