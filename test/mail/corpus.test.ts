import { describe, expect, it } from 'vitest';
import { readMail } from '../../functions/mail/reading/read-mail.ts';
import { corpus } from './corpus/corpus.ts';

/** Bytes as text where they are some, so that a difference can be read. */
const readable = (mail: Awaited<ReturnType<typeof readMail>>) => ({
  ...mail,
  files: mail.files.map(({ bytes, ...file }) => ({ ...file, bytes: Buffer.from(bytes).toString('latin1') })),
});

describe('the mails that programs write', () => {
  it.each(corpus)('$name', async ({ raw, expected }) => {
    expect(readable(await readMail(raw))).toEqual(readable(expected));
  });
});
