import { request } from 'node:http';
import { secret, type Place, type Secret } from './search.ts';

export type Answer = { readonly status: number; readonly body: string };
export type Asking = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** Any address of the loopback network can be a caller's own on Linux; elsewhere only the usual one. */
const ownAddress = process.platform === 'linux' ? '127.0.0.77' : undefined;

/**
 * A person whose every trace is a secret: the address, what the browser says of itself, the texts. Remembers
 * what must be found nowhere, and every header they were answered with.
 */
export class MarkedPerson {
  readonly secrets: Secret[] = [];
  readonly passphrases: string[] = [];
  readonly #answered: string[] = [];
  readonly #headers: Readonly<Record<string, string>>;

  constructor(name: string) {
    const mark = (what: string): string => this.mark(`${name} ${what}`);
    const addresses = ['203.0.113.77', '2001:db8:77::ca9a', '198.51.100.207'];
    for (const address of addresses) this.keepSecret('forwarded address', address);
    if (ownAddress !== undefined) this.keepSecret('own address', ownAddress);
    this.#headers = {
      'user-agent': `Mozilla/5.0 (${mark('user agent')}) Gecko/20100101`,
      'x-forwarded-for': `${addresses[0] ?? ''}, ${addresses[1] ?? ''}`,
      forwarded: `for=${addresses[2] ?? ''}`,
      referer: `https://${mark('referrer')}.example/page`,
      cookie: `session=${mark('cookie')}; other=${mark('second cookie')}`,
      'accept-language': mark('language'),
      'x-unknown': mark('unknown header'),
    };
  }

  keepSecret(name: string, content: string | Uint8Array): void {
    if (!this.secrets.some((kept) => kept.bytes.equals(Buffer.from(content)))) {
      this.secrets.push(secret(name, content));
    }
  }

  /** A word that stands nowhere else, secret from now on. */
  mark(name: string): string {
    const word = `zq${name.replace(/[^A-Za-z0-9]+/g, '').toLowerCase()}x7k`;
    this.keepSecret(name, word);
    return word;
  }

  /** A text as people write it, with a mark in it. */
  text(name: string): string {
    return `“${this.mark(name)}” – ça & <b>né</b>\n2nd line`;
  }

  /** A token in its text form; its bytes are secret too. */
  keepToken(name: string, token: string): void {
    this.keepSecret(`${name}: token`, token);
    this.keepSecret(`${name}: bytes of the token`, Buffer.from(token, 'base64url'));
  }

  keepPassphrase(words: string): void {
    this.passphrases.push(words);
  }

  get answeredHeaders(): Place {
    return { where: 'response headers', bytes: Buffer.from(this.#answered.join('\n')) };
  }

  ask(url: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
    const { hostname, port } = new URL(url);
    // The path as it is given: `URL` would tidy it up.
    const path = url.slice(url.indexOf(port) + port.length);
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          hostname,
          port,
          path: path === '' ? '/' : path,
          method,
          agent: false,
          headers: { ...this.#headers, ...headers },
          ...(ownAddress !== undefined && { localAddress: ownAddress }),
        },
        (response) => {
          this.#answered.push(response.rawHeaders.join(': '));
          response.on('error', reject);
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  askJson(url: string, content: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const body = JSON.stringify(content);
    return this.ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  }

  askForm(url: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return this.ask(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  }
}
