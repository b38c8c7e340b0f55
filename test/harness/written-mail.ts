import type { MailReader, ReadMail } from '../../functions/domain/mail/read-mail.ts';

/** A mail of which a test says what its reader finds in it; all else is as in an ordinary one. */
export type WrittenMail = Partial<Omit<ReadMail, 'files' | 'verdicts' | 'answerTo'>> & {
  /** `null`: there is nobody. */
  readonly answerTo?: string | null;
  readonly files?: readonly (Omit<ReadMail['files'][number], 'bytes'> & { readonly bytes: Uint8Array })[];
  readonly verdicts?: Partial<ReadMail['verdicts']>;
};

export const conductAddress = 'conduct@example.org';

const passed: ReadMail['verdicts'] = {
  spam: 'pass',
  virus: 'pass',
  spf: 'pass',
  dkim: 'pass',
  dmarc: 'pass',
};

const whole = (written: WrittenMail): ReadMail => {
  const address = written.sender?.address ?? 'robin@mail.example';
  return {
    sender: { address, name: 'Robin Reporter' },
    recipients: [conductAddress],
    subject: 'Something at the meeting',
    sentOn: '2026-03-10',
    messageId: 'first@mail.example',
    text: 'Somebody shouted at me.',
    quoted: '',
    signature: '',
    remarks: [],
    ...written,
    answerTo: written.answerTo === null ? undefined : (written.answerTo ?? address),
    files: written.files ?? [],
    verdicts: { ...passed, ...written.verdicts },
  };
};

/** The raw mail that `writtenReader` reads: what lies in the bucket is JSON, whose shape these two files alone know. */
export const rawOf = (written: WrittenMail): string =>
  JSON.stringify(written, (_, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  );

/** Stands in for the reader in tests of what is filed: it finds what the test wrote. */
export const writtenReader: MailReader = (raw) => {
  const read = JSON.parse(
    Buffer.from(raw).toString('utf8'),
    (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'base64' in value
        ? new Uint8Array(Buffer.from(String(value.base64), 'base64'))
        : value,
    // `rawOf` wrote it.
  ) as WrittenMail;
  return Promise.resolve(whole(read));
};
