import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMailInWorker } from '../../../functions/adapters/worker/read-mail-in-worker.ts';
import { envelopeAndBody, readMail } from '../../../functions/mail/reading/read-mail.ts';
import { clientMails } from '../../mail/corpus/clients.ts';
import { base64, multipart, part, plain, rawMail, trace } from '../../mail/corpus/make-mail.ts';

describe('reading a mail in a thread of its own', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reading-'));
    await build({
      entryPoints: ['functions/adapters/worker/read-mail-worker.ts'],
      outfile: join(folder, 'read-mail-worker.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
    });
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** A program that stands in the place of a reader which never ends, or takes all the memory there is. */
  const program = async (name: string, body: string): Promise<URL> => {
    const file = join(folder, name);
    const source = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${body} });`;
    await writeFile(file, source);
    return pathToFileURL(file);
  };
  const raw = rawMail(plain, 'They shouted at me.');
  const body = Buffer.from('They shouted at me.');
  const reader = () => readMailInWorker(pathToFileURL(join(folder, 'read-mail-worker.mjs')), 300_000);

  it('gives what reading in the same thread gives, side by side as well', async () => {
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
    const there = await Promise.all(mails.map((mail) => reader()(mail)));
    for (const [index, mail] of here.entries())
      expect(there[index]).toEqual({
        ...mail,
        files: mail.files.map((file) => ({ ...file, bytes: new Uint8Array(file.bytes) })),
      });
  });

  /** A thread that has read the header, and then ends. */
  const endsAfterHeader = async (mail: Buffer): Promise<URL> => {
    const answer = JSON.stringify({ kind: 'envelope', ...envelopeAndBody(mail) });
    return program('ends.mjs', `parentPort.postMessage(${answer}); process.exit(1);`);
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

  it('a mail that takes too long is kept, though not even its header was read', async () => {
    const mail = await readMailInWorker(await program('silent.mjs', 'for (;;);'), 1_000)(raw);
    expect(mail.sender).toEqual({});
    expect(mail.files.map(({ bytes }) => Buffer.from(bytes).toString().trim())).toEqual([
      'They shouted at me.',
    ]);
    expect(mail.remarks).toEqual(['not-readable', 'no-text', 'no-sender']);
  });

  it('a mail that takes too much memory, and a thread that breaks off, lose nothing', async () => {
    const greedy = await program('greedy.mjs', 'const all = []; for (;;) all.push({ all: [all.length] });');
    const broken = await program('broken.mjs', "throw new Error('broken');");
    for (const one of [greedy, broken]) {
      const mail = await readMailInWorker(one, 300_000)(raw);
      expect(
        Buffer.from(mail.files[0]?.bytes ?? [])
          .toString()
          .trim(),
      ).toBe('They shouted at me.');
    }
  });

  it('a mail with a virus that could not be read leaves no file', async () => {
    const infected = rawMail(plain, 'They shouted at me.', trace({ virus: 'FAIL' }));
    const mail = await readMailInWorker(await endsAfterHeader(infected), 300_000)(infected);
    expect(mail.files).toEqual([]);
    expect(mail.remarks).toContain('virus-files-left-out');
  });
});
