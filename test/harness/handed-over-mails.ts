import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { mailKeysOf } from '../../functions/mail/mail-event.ts';

/** Which function was called, how, and with which mails, as the mail function reads them. */
export const handedOverMails = (
  calls: readonly { readonly args: readonly [{ readonly input: InvokeCommandInput }] }[],
) =>
  calls.map(({ args: [{ input }] }) => {
    const payload = Buffer.from(z.instanceof(Uint8Array).parse(input.Payload)).toString('utf8');
    return [input.FunctionName, input.InvocationType, ...mailKeysOf(JSON.parse(payload))];
  });
