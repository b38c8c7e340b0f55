import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { writeFileWhole } from '../write-file-whole.ts';

const mailSchema = z.strictObject({
  messageId: z.string(),
  /** ISO 8601. */
  sentAt: z.iso.datetime(),
  source: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  replyTo: z.array(z.string()),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  /** A whole MIME message, as SendRawEmail takes it. */
  raw: z.string().optional(),
  configurationSet: z.string().optional(),
  /** What events of this mail are told apart by; no header says it. */
  tags: z.record(z.string(), z.string()).optional(),
});
export type Mail = z.infer<typeof mailSchema>;

/** One JSON file per mail, named so that sorting by name is sorting by time. */
export class Mailbox {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Mailbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Mailbox(folder);
  }

  async put(mail: Mail): Promise<void> {
    const name = `${mail.sentAt.replaceAll(':', '-')}-${mail.messageId}.json`;
    await writeFileWhole(join(this.#folder, name), JSON.stringify(mail, undefined, 2));
  }

  /** Newest first. */
  async mails(): Promise<Mail[]> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.json'));
    const texts = names
      .sort()
      .reverse()
      .map((name) => readFile(join(this.#folder, name), 'utf8'));
    return (await Promise.all(texts)).map((text) => mailSchema.parse(JSON.parse(text)));
  }
}
