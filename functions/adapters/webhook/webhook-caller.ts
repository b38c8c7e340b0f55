import type { TellWebhook, WebhookKind } from '../../domain/delivery/webhook.ts';

const texts: Record<WebhookKind, string> = {
  ordinary: 'Something waits.',
  urgent: 'Something urgent waits.',
  'several-urgent': 'Several urgent things wait.',
  untaken: 'Something urgent waits, and nobody has taken it yet.',
  reminder: 'Something in the queue is due soon.',
  overdue: 'Something in the queue is overdue.',
  'long-overdue': 'Something in the queue has been overdue for a while.',
};

const urgent: readonly WebhookKind[] = ['urgent', 'several-urgent', 'untaken'];

/** Milliseconds. */
export const webhookTimeout = 5_000;

/**
 * Posts JSON without content: no case, no channel, no name, and no address but the team's. Slack, Mattermost and most
 * pagers read `text`, Discord reads `content`; `event` and `urgent` are for programs. Any 2xx is an acceptance; a
 * redirect is none, since it would lead where nobody has decided to write.
 * @param timeout milliseconds for the whole call
 * @throws {Error} from the function it returns, when the call fails, takes too long or is not accepted
 */
export const webhookCaller =
  (options: {
    readonly fetch: typeof globalThis.fetch;
    readonly teamUrl: string;
    readonly timeout?: number;
  }): TellWebhook =>
  async (url, kind) => {
    const text = `${texts[kind]} Look at the team’s pages: ${options.teamUrl}`;
    const response = await options.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, content: text, event: kind, urgent: urgent.includes(kind) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeout ?? webhookTimeout),
    });
    // Whatever it answers is not read: a body without end must not hold the scheduled run.
    await response.body?.cancel();
    if (!response.ok) throw new Error('not accepted');
  };
