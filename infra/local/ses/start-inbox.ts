import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { listen, type Listening } from '../listen.ts';
import { isOwnHost } from '../own-host.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { Mail } from './mailbox.ts';

const style = `
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; }
  article { border-top: 1px solid #888; padding: 1rem 0; }
  pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
  dd { margin: 0; overflow-wrap: anywhere; }`;
const styleHash = createHash('sha256').update(style).digest('base64');
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
};

/**
 * A page with the mails that were sent, newest first, and the same at `/messages.json`.
 * Answers only to the names of this machine, so that no page on the web can read it through a name of its own.
 * @throws {PortTakenError}
 */
export const startInbox = (options: {
  readonly mails: () => Promise<readonly Mail[]>;
  readonly port: number;
}): Promise<Listening> => {
  const server = createServer((incoming, outgoing) => {
    const respond = (statusCode: number, type: string, body: string): void => {
      outgoing.writeHead(statusCode, { ...headers, 'content-type': type });
      outgoing.end(body);
    };
    const answer = async (): Promise<void> => {
      if (!isOwnHost(incoming.headers.host)) respond(421, 'text/plain', 'Not for this host.\n');
      else if (incoming.url === '/') respond(200, 'text/html; charset=utf-8', page(await options.mails()));
      else if (incoming.url === '/messages.json') {
        respond(200, 'application/json', JSON.stringify(await options.mails(), undefined, 2));
      } else respond(404, 'text/plain', 'There is nothing here.\n');
    };
    answer().catch(() => respond(500, 'text/plain', 'The mails cannot be read.\n'));
  });
  return listen(server, options.port);
};

const page = (mails: readonly Mail[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inbox</title>
<style>${style}</style>
</head>
<body>
<h1>Inbox</h1>
<p>Mail that would have been sent. <a href="/messages.json">As JSON</a></p>
${mails.length === 0 ? '<p>No mail yet.</p>' : mails.map(article).join('\n')}
</body>
</html>
`;

/** Each paragraph in the direction of its language, and addresses of pages as links. */
const paragraphsOf = (text: string): string =>
  text
    .split('\n\n')
    .map((paragraph) =>
      escapeMarkup(paragraph).replace(/https?:[^\s<>"]+/g, '<a href="$&" rel="noreferrer">$&</a>'),
    )
    .map((paragraph) => `<bdi>${paragraph}</bdi>`)
    .join('\n\n');

const article = (mail: Mail): string => `<article>
<h2 dir="auto">${escapeMarkup(mail.subject)}</h2>
<dl>
<dt>From</dt><dd>${escapeMarkup(mail.source)}</dd>
<dt>To</dt><dd>${escapeMarkup([...mail.to, ...mail.cc, ...mail.bcc].join(', '))}</dd>
${mail.replyTo.length === 0 ? '' : `<dt>Reply-To</dt><dd>${escapeMarkup(mail.replyTo.join(', '))}</dd>\n`}<dt>Sent</dt><dd>${escapeMarkup(mail.sentAt)}</dd>
</dl>
<pre>${paragraphsOf(mail.text ?? mail.raw ?? mail.html ?? '')}</pre>
</article>`;
