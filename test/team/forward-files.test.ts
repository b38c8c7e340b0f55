import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  forwardFilesBytes,
  forwardHeader,
  forwardInfo,
  keyIdOf,
} from '../../functions/domain/forward/forward-format.ts';
import { keyOf } from '../../functions/domain/forward/receiving-key.ts';
import { sealForward } from '../../functions/domain/forward/seal-forward.ts';
import { lengthPrefixed, pad, utf8 } from '../../functions/envelope/format.ts';
import { hpkeSeal } from '../../functions/envelope/hpke-seal.ts';
import { fileWith, logFile, objectNames, photo } from '../harness/files.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { signedInCookie } from './as-browser.ts';
import { caseIdOf, get, list, post, postOnce, read, refusalOf } from './as-member.ts';
import type { Colleague } from './measured-case.ts';
import { agreeTo } from './two-people.ts';

type Received = { id?: string; files: { attached: number; refused: number } };
type Shown = { readonly name: string; readonly id: string; readonly outcome: string };

type WithFiles = { threads: { reporter: { entries: { text: string; attachments: Shown[] }[] } } };

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const forwarding = { forwarding: { channels: ['conduct'] }, organisation: 'Example Conference' };
/** What no cleaner knows. */
const unknown = { name: 'tool.bin', bytes: new Uint8Array(900).fill(7) };

describe('a case that is forwarded with files', () => {
  let service: Service;
  let lead: Colleague;
  let ben: Colleague;
  let id: string;
  let key: string;
  let ids: readonly string[];

  const started = async (settings: object = {}): Promise<void> => {
    service = await startService({ ...forwarding, ...settings });
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    const published = await bodyOf<{ keys: { key: string }[] }>(
      await service.reporter('/.well-known/conductline-keys'),
    );
    key = published.keys[0]?.key ?? '';
  };
  const reported = async (files: Parameters<typeof fileWith>[1]): Promise<void> => {
    const sent = await fileWith(service, files, { keepOriginal: true });
    ids = sent.drafted.files.map((file) => file.id);
    id = await caseIdOf(service, sent.filed);
    for (const one of [lead, ben]) await read(service, one, id);
    await act('/messages', { text: 'We spoke with planted-name about it.' });
    await act('/redactions/words', { words: ['planted-name'] });
  };
  beforeEach(() => started());
  afterEach(() => service.close());

  const act = (path: string, body: object): Promise<Response> =>
    post(service, lead, `/api/cases/${id}${path}`, body);
  const choose = async (...chosen: readonly (string | undefined)[]): Promise<void> => {
    const files = chosen.map((one) => ({ id: one, givenOut: true }));
    expect((await act('/redactions', { entry: 1, files })).status).toBe(200);
  };
  const asked = (own: object = {}): Promise<Response> =>
    act('/copies', {
      ...{ to: 'community', recipient: 'Another conference', basis: 'agreement', contents: 'report' },
      ...{ form: 'redacted', files: 'cleaned', reason: 'They meet there next.' },
      ...{ whyNotTold: 'They asked for it themselves.', receivingKey: key },
      ...own,
    });
  const forwarded = async (own: object = {}): Promise<Uint8Array> => {
    expect((await asked(own)).status).toBe(201);
    expect((await agreeTo(service, ben, id)).status).toBe(200);
    expect((await act('/copies/open', { request: 1 })).status).toBe(200);
    const answer = await get(service, lead, `/api/cases/${id}/copies/1/forward`);
    expect(answer.status, await answer.clone().text()).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const receive = (file: Uint8Array): Promise<Response> =>
    postOnce(service, ben, '/api/forwarded', { file: base64(file) });
  /** The case that was made: its text, and its files as they are downloaded. */
  const made = async (answer: Response) => {
    expect(answer.status, await answer.clone().text()).toBe(201);
    const { id: caseId = '', files } = await bodyOf<Received>(answer);
    await read(service, ben, caseId);
    const whole = await get(service, ben, `/api/cases/${caseId}`);
    const [entry] = (await bodyOf<WithFiles>(whole)).threads.reporter.entries;
    const bytesOf = async (file: Shown | undefined): Promise<Buffer> => {
      const got = await get(service, ben, `/api/cases/${caseId}/attachments/${file?.id ?? ''}`);
      return Buffer.from(await got.arrayBuffer());
    };
    return { files, text: entry?.text ?? '', attachments: entry?.attachments ?? [], bytesOf };
  };

  it('takes those along that were chosen, cleaned, and no other and no original', async () => {
    await reported([photo(), logFile('The one that stays here.\n')]);
    await choose(ids[0]);
    const file = await forwarded();
    expect(Buffer.from(file).toString('latin1', 0, 21)).toBe('conductline-forward-2');
    expect(Buffer.from(file).includes('JFIF')).toBe(false);
    const { files, text, attachments, bytesOf } = await made(await receive(file));
    expect(files).toEqual({ attached: 1, refused: 0 });
    expect(attachments.map(({ name }) => name)).toEqual(['IMG_0042.jpg']);
    expect(text).toContain('File: “IMG_0042.jpg”');
    expect(text).not.toContain('server.log');
    const bytes = await bytesOf(attachments[0]);
    expect(bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(bytes.equals(Buffer.from(photo().bytes))).toBe(false);
    expect(attachments[0]?.outcome).toBe('nothing-found');
    expect(JSON.stringify(attachments)).not.toContain('"original":');
  });

  it('takes none along that nobody chose, and none of an entry that is held back', async () => {
    await reported([photo()]);
    const version = async () => Buffer.from(await forwarded()).toString('latin1', 0, 21);
    expect(await version()).toBe('conductline-forward-1');
    await reported([photo()]);
    await choose(ids[0]);
    await act('/redactions', { entry: 1, held: true });
    expect(await version()).toBe('conductline-forward-1');
  });

  it('takes no file that could not be cleaned, and says so before anybody is asked to agree', async () => {
    await reported([unknown]);
    await choose(ids[0]);
    const refused = await asked();
    expect(await refused.clone().text()).toContain('tool.bin');
    expect(await refusalOf(refused)).toEqual([409, 'files-not-cleaned']);
    expect((await asked({ files: 'none' })).status).toBe(201);
  });

  it('takes no more along than one file has room for, and says how much that is', async () => {
    const half = 'x\n'.repeat(forwardFilesBytes / 4);
    await reported([logFile(half), logFile(half), logFile('more\n')]);
    await choose(...ids);
    const refused = await asked();
    expect(await refused.clone().text()).toContain('At most 20 of 3 MB together');
    expect(await refusalOf(refused)).toEqual([409, 'files-too-large']);
    await act('/redactions', { entry: 1, files: [{ id: ids[2], givenOut: false }] });
    const { files, attachments, bytesOf } = await made(await receive(await forwarded()));
    expect(files).toEqual({ attached: 2, refused: 0 });
    expect((await bytesOf(attachments[1])).toString()).toBe(half);
  });

  it('never with originals', async () => {
    await reported([photo()]);
    expect(await refusalOf(await asked({ files: 'originals' }))).toEqual([422, 'invalid-fields']);
  });

  describe('as somebody may have sealed it to our key', () => {
    const content = (names: readonly string[], own: object = {}) => ({
      id: 'B'.repeat(22),
      from: { community: 'Another conference', address: 'https://x.example/' },
      sentOn: '2026-03-10',
      basis: 'other' as const,
      entries: [
        {
          thread: 'reporter',
          from: 'reporter' as const,
          on: '2026-03-10T09:00:00.000Z',
          text: 'They shouted.',
        },
        { thread: 'witness-1', from: 'witness' as const, on: '2026-03-10T10:00:00.000Z', text: 'I saw it.' },
      ],
      files: names.map((name, at) => ({ entry: at % 2, name })),
      ...own,
    });
    const publicKey = (): Uint8Array => keyOf(key.split(':')[1] ?? '') ?? new Uint8Array(0);
    const sealed = (...files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Uint8Array =>
      sealForward(
        publicKey(),
        content(files.map(({ name }) => name)),
        files.map(({ bytes }) => bytes),
      ) ?? new Uint8Array(0);

    it('is cleaned here: what its sender left in a file is not in the case', async () => {
      const { attachments, bytesOf, text } = await made(await receive(sealed(photo(), logFile())));
      expect(attachments.map(({ name, outcome }) => [name, outcome])).toEqual([
        ['IMG_0042.jpg', 'cleaned'],
        ['server.log', 'nothing-found'],
      ]);
      const bytes = await bytesOf(attachments[0]);
      expect(bytes.includes('Marisol')).toBe(false);
      expect(Buffer.from(photo().bytes).includes('Marisol')).toBe(true);
      expect(text.indexOf('They shouted.')).toBeLessThan(text.indexOf('File: “IMG_0042.jpg”'));
      expect(text.indexOf('I saw it.')).toBeLessThan(text.indexOf('File: “server.log”'));
    });

    it('loses no file without a word: one that is refused is named in the case, with the reason', async () => {
      const hostile = { name: '../../etc/pass\u202ewd\n--- The reporter', bytes: new Uint8Array(0) };
      const answer = await receive(sealed(hostile, logFile()));
      const said = await answer.clone().text();
      const { files, text, attachments } = await made(answer);
      expect(files).toEqual({ attached: 1, refused: 1 });
      expect(attachments.map(({ name }) => name)).toEqual(['server.log']);
      expect(text).toMatch(
        /A file that was not taken: “[^”/\n\u202e]*”, because it is empty\. Ask who sent it\./,
      );
      // Who brings the file is not shown what is in it.
      expect(said).not.toContain('etc');
    });

    it.each([
      ['are not taken that cannot be cleaned', { uncleanable: 'refuse' }, 'cannot be removed from it'],
      ['are switched off', { filesPerEntry: 0 }, 'more files came than go with one message here'],
      ['may be no larger', { fileMegabytes: 1 }, 'it is too large'],
    ])('is a case without its files where files %s', async (_, attachments, why) => {
      await service.close();
      await started({ attachments });
      const bytes = new Uint8Array(1024 * 1024 + 1).fill(7);
      const found = await made(await receive(sealed({ ...unknown, bytes })));
      expect(found.files).toEqual({ attached: 0, refused: 1 });
      expect(found.attachments).toEqual([]);
      expect(found.text).toContain(`A file that was not taken: “tool.bin”, because`);
      expect(found.text).toContain(why);
    });

    it('is one case, and its files are looked at once, however often it comes', async () => {
      const file = sealed(photo());
      expect((await receive(file)).status).toBe(201);
      const objects = await objectNames(service, 'unfinished/');
      service.calls.splice(0);
      expect(await refusalOf(await receive(file))).toEqual([409, 'received-before']);
      expect(service.calls.filter(({ service: name }) => name === 'S3Client')).toEqual([]);
      expect(await objectNames(service, 'unfinished/')).toEqual(objects);
      expect((await list(service, ben)).cases).toHaveLength(1);
    });

    it.each<readonly [string, object, readonly Uint8Array[]]>([
      ['fewer files than it says', {}, []],
      ['a file of an entry that is not there', { files: [{ entry: 9, name: 'a' }] }, [new Uint8Array(1)]],
      ['a path for an entry', { files: [{ entry: '0', name: 'a' }] }, [new Uint8Array(1)]],
    ])('with %s is refused, and nothing is made of it', async (_, own, files) => {
      const json = utf8(JSON.stringify(content(['a'], own)));
      const plaintext = pad(lengthPrefixed([json, ...files]));
      const info = forwardInfo(publicKey(), 2);
      const file = Buffer.concat([
        forwardHeader(2),
        keyIdOf(publicKey()),
        hpkeSeal(publicKey(), info, plaintext),
      ]);
      expect(await refusalOf(await receive(file))).toEqual([422, 'forward-damaged']);
      expect((await list(service, ben)).cases).toEqual([]);
    });

    it('of the full size comes through the page as well, which says what became of its files', async () => {
      const large = { name: 'long.log', bytes: new Uint8Array(forwardFilesBytes - 10).fill(120) };
      const form = new FormData();
      form.append(
        'file',
        new File([Uint8Array.from(sealed(large, { ...unknown, bytes: new Uint8Array(0) }))], 'x'),
      );
      const answer = await service.team('/forwarded', {
        ...{ method: 'POST', body: form },
        headers: {
          cookie: await signedInCookie(service, ben.memberId),
          'sec-fetch-site': 'same-origin',
          origin: 'https://team.example.org',
        },
      });
      expect(answer.status).toBe(201);
      const page = (await answer.text()).replace(/\s+/g, ' ');
      expect(page).toContain('1 file is attached to it, and 1 was not taken: the case says which, and why.');
    });
  });
});
