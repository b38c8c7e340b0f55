import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMailInWorker } from '../../../functions/adapters/worker/read-mail-in-worker.ts';
import { envelopeAndBody, readMail } from '../../../functions/mail/reading/read-mail.ts';
import { clientMails } from '../../mail/corpus/clients.ts';
import { base64, multipart, part, plain, rawMail, trace } from '../../mail/corpus/make-mail.ts';
import { ThreadPrograms } from './thread-programs.ts';

describe('reading a mail in a thread of its own', () => {
  let programs: ThreadPrograms;
  beforeAll(async () => {
    programs = await ThreadPrograms.make();
  });
  afterAll(() => programs.remove());

  const raw = rawMail(plain, 'They shouted at me.');
  const body = Buffer.from('They shouted at me.');

  it('gives what reading in the same thread gives, side by side as well', async () => {
    const read = readMailInWorker(
      await programs.bundled('functions/adapters/worker/read-mail-worker.ts'),
      300_000,
    );
    const large = rawMail(
      { 'Content-Type': 'multipart/mixed; boundary="b"' },
      multipart(
        'b',
        part(plain, 'See the film.'),
        part(
          { 'Content-Type': 'video/mp4; name="film.mp4"', 'Content-Transfer-Encoding': 'base64' },
          base64(Buffer.alloc(1_000_000, 'film')),
        ),
      ),
    );
    const mails = [...clientMails.slice(0, 3).map((mail) => mail.raw), large, new Uint8Array(0)];
    const here = await Promise.all(mails.map((mail) => readMail(mail)));
    const there = await Promise.all(mails.map((mail) => read(mail)));
    for (const [index, mail] of here.entries())
      expect(there[index]).toEqual({
        ...mail,
        files: mail.files.map((file) => ({ ...file, bytes: new Uint8Array(file.bytes) })),
      });
  });

  /** A thread that has read the header, and then ends. */
  const endsAfterHeader = async (mail: Buffer): Promise<URL> => {
    const answer = JSON.stringify({ kind: 'envelope', ...envelopeAndBody(mail) });
    return programs.written('ends', `parentPort.postMessage(${answer}); process.exit(1);`);
  };

  it('a mail that could not be read to its end is one whose header was', async () => {
    const mail = await readMailInWorker(await endsAfterHeader(raw), 300_000)(raw);
    expect(mail).toEqual({
      ...envelopeAndBody(raw).envelope,
      text: '',
      quoted: '',
      signature: '',
      files: [{ kind: 'unreadable', name: '', bytes: body }],
      remarks: ['not-readable', 'no-text'],
    });
  });

  it.each([
    ['takes too long', 'for (;;);', 1_000],
    ['breaks its thread', "throw new Error('broken');", 300_000],
  ])('a mail that %s is kept, though not even its header was read', async (name, program, milliseconds) => {
    const mail = await readMailInWorker(await programs.written(name, program), milliseconds)(raw);
    expect(mail.sender).toEqual({});
    expect(mail.files.map(({ bytes }) => Buffer.from(bytes).toString().trim())).toEqual([
      'They shouted at me.',
    ]);
    expect(mail.remarks).toEqual(['not-readable', 'no-text', 'no-sender']);
  });

  it('a mail with a virus that could not be read leaves no file', async () => {
    const infected = rawMail(plain, 'They shouted at me.', trace({ virus: 'FAIL' }));
    const mail = await readMailInWorker(await endsAfterHeader(infected), 300_000)(infected);
    expect(mail.files).toEqual([]);
    expect(mail.remarks).toContain('virus-files-left-out');
  });
});
