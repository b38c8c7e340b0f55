import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a server answered to one command: its number, and everything it said. */
export type SmtpAnswer = { readonly code: number; readonly text: string };

/** As much of SMTP (RFC 5321) as sends a mail, one command after the other. */
export class SmtpClient {
  readonly #socket: Socket;
  #received = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('latin1').on('data', (text: string) => (this.#received += text));
  }

  /** @returns a client that was greeted and has said who it is */
  static async at(port: number): Promise<SmtpClient> {
    const socket = connect(port, '127.0.0.1');
    const client = new SmtpClient(socket);
    await once(socket, 'connect');
    await client.#answer();
    await client.say('EHLO client.example');
    return client;
  }

  say(line: string): Promise<SmtpAnswer> {
    this.#socket.write(`${line}\r\n`);
    return this.#answer();
  }

  /** The mail itself, after `DATA`: lines that begin with a full stop get another one. */
  async data(content: string | Uint8Array): Promise<SmtpAnswer> {
    const begun = await this.say('DATA');
    if (begun.code !== 354) return begun;
    const lines = Buffer.from(content).toString('latin1').replace(/^\./gm, '..');
    this.#socket.write(lines, 'latin1');
    return this.say(lines.endsWith('\r\n') ? '.' : '\r\n.');
  }

  end(): void {
    this.#socket.destroy();
  }

  /** The last line of an answer has no hyphen behind its number. */
  async #answer(): Promise<SmtpAnswer> {
    for (;;) {
      const [whole, code] = /^(?:\d{3}-[^\n]*\n)*(\d{3}) [^\n]*\n/.exec(this.#received) ?? [];
      if (whole !== undefined) {
        this.#received = this.#received.slice(whole.length);
        return { code: Number(code), text: whole };
      }
      if (this.#socket.destroyed) throw new Error('the server has closed the connection');
      await Promise.race([once(this.#socket, 'data'), once(this.#socket, 'close')]);
    }
  }
}

/** Sends one mail. @returns the answer to it, or to the first command that was refused */
export const sendMail = async (
  port: number,
  mail: { readonly from: string; readonly to: readonly string[]; readonly content: string | Uint8Array },
): Promise<SmtpAnswer> => {
  const client = await SmtpClient.at(port);
  try {
    for (const line of [`MAIL FROM:<${mail.from}>`, ...mail.to.map((address) => `RCPT TO:<${address}>`)]) {
      const answer = await client.say(line);
      if (answer.code !== 250) return answer;
    }
    return await client.data(mail.content);
  } finally {
    client.end();
  }
};
