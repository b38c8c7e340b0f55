import { randomUUID } from 'node:crypto';
import type { FaultPlan } from '../faults.ts';
import { serveProtocol, type Answering, type Protocol } from '../http-service.ts';
import type { Gate } from '../policies/gate.ts';
import { sesAsks } from '../policies/ses-asks.ts';
import { Refusal } from '../refusal.ts';
import { escapeMarkup } from './escape-markup.ts';
import { Mailbox, type Mail } from './mailbox.ts';
import { checkMail, readMail } from './read-mail.ts';

/** What SES does with the mails it is given: it takes them, or answers MessageRejected or Throttling. */
export type Delivery = 'deliver' | 'reject' | 'throttle';

export type Ses = {
  readonly url: string;
  readonly answer: Answering;
  /** Newest first. */
  readonly mails: () => Promise<Mail[]>;
  readonly deliver: (delivery: Delivery) => void;
  readonly close: () => Promise<void>;
};

const namespace = 'http://ses.amazonaws.com/doc/2010-12-01/';

/**
 * SES (version 1, the query protocol) on 127.0.0.1: SendEmail and SendRawEmail into a folder.
 * @throws {PortTakenError}
 */
export const startSes = async (options: {
  readonly mailFolder: string;
  readonly gate: Gate;
  /** Addresses and domains that mail may come from. */
  readonly verified: readonly string[];
  /** Configuration sets that exist. */
  readonly configurationSets: readonly string[];
  readonly port?: number;
  readonly faults?: FaultPlan;
  readonly now?: () => Date;
}): Promise<Ses> => {
  const now = options.now ?? (() => new Date());
  const mailbox = await Mailbox.open(options.mailFolder);
  let delivery: Delivery = 'deliver';

  const send = async (
    action: 'SendEmail' | 'SendRawEmail',
    form: URLSearchParams,
    caller: string,
  ): Promise<string> => {
    const messageId = randomUUID();
    const mail = await readMail(form, { messageId, sentAt: now().toISOString() });
    const refused = options.gate.refusal(caller, sesAsks(action, mail));
    if (refused !== undefined) throw new Refusal('AccessDenied', refused, { statusCode: 403 });
    checkMail(mail, options);
    if (delivery === 'throttle') throw new Refusal('Throttling', 'Maximum sending rate exceeded.');
    if (delivery === 'reject') throw new Refusal('MessageRejected', 'Email address is not verified.');
    await mailbox.put(mail);
    return messageId;
  };

  const { url, answer, close } = await serveProtocol(queryProtocol(send), options);
  return {
    url,
    answer,
    mails: () => mailbox.mails(),
    deliver: (next) => {
      delivery = next;
    },
    close,
  };
};

/** The query protocol of SES, whose calls are forms and whose answers are XML. @param send gives the message's id */
const queryProtocol = (
  send: (action: 'SendEmail' | 'SendRawEmail', form: URLSearchParams, caller: string) => Promise<string>,
): Protocol => ({
  operation: (request) => new URLSearchParams(request.body).get('Action') ?? '',
  answer: async (request) => {
    const form = new URLSearchParams(request.body);
    const action = form.get('Action') ?? '';
    if (action !== 'SendEmail' && action !== 'SendRawEmail') throw new Refusal('InvalidAction', action);
    if (request.accessKey === undefined) {
      throw new Refusal('MissingAuthenticationToken', '', { statusCode: 403 });
    }
    const messageId = await send(action, form, request.accessKey);
    const result = `<${action}Result><MessageId>${messageId}</MessageId></${action}Result>`;
    return xml(200, `<${action}Response xmlns="${namespace}">${result}${metadata()}</${action}Response>`);
  },
  refuse: ({ type, message, statusCode }) => {
    const side = statusCode >= 500 ? 'Receiver' : 'Sender';
    const error = `<Type>${side}</Type><Code>${escapeMarkup(type)}</Code><Message>${escapeMarkup(message)}</Message>`;
    const id = `<RequestId>${randomUUID()}</RequestId>`;
    return xml(
      statusCode,
      `<ErrorResponse xmlns="${namespace}"><Error>${error}</Error>${id}</ErrorResponse>`,
    );
  },
});

const metadata = (): string => `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;

const xml = (statusCode: number, body: string) => ({
  statusCode,
  headers: { 'content-type': 'text/xml' },
  body,
});
