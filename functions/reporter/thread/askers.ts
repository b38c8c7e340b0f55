import type { Context } from 'hono';
import type { FormFields } from '../../web/request/request-body.ts';
import { decodeBase64url } from '../../envelope/base64url.ts';
import { readHandle, replyKeyBytes, type Handle } from '../../envelope/handle.ts';
import { readPassphrase } from '../../envelope/token.ts';
import type { ReporterContext } from '../reporter-context.ts';
import { pageOf } from '../ui/page.ts';

/** Characters that are read of what may be a passphrase. */
export const longestPassphrase = 2_000;

/** Who the form of a follow-up page says is asking. */
export const askers = (context: ReporterContext) => {
  /** The key a form for the words carries; a new one for a form that has none. */
  const wordsFormKey = (fields: FormFields): Uint8Array => {
    const given = decodeBase64url(fields.get('key') ?? '');
    return given?.length === replyKeyBytes ? given : context.random.bytes(replyKeyBytes);
  };

  /** Who is asking: by the sealed handle of a reply form, or by the words once the handle is too old. */
  const asker = async (
    c: Context,
    fields: FormFields,
    replyKey: Uint8Array,
    expired: 'expired' | 'expiredUnchanged' = 'expired',
  ): Promise<Handle | { readonly problem: string; readonly words: string }> => {
    const { messages } = pageOf(c, context.settings);
    const words = fields.get('words') ?? '';
    if (fields.has('words')) {
      const read = readPassphrase(words.slice(0, longestPassphrase));
      if (read.kind !== 'token') return { problem: messages.wordProblem(read), words };
      return { token: read.token, replyKey };
    }
    const now = context.clock();
    const { ticketSecret } = await context.keys(now);
    const read = readHandle(ticketSecret, fields.get('handle') ?? '', now);
    return read.kind === 'valid' ? read.handle : { problem: messages.followUp[expired], words: '' };
  };

  return { wordsFormKey, asker };
};
