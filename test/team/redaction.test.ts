import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { redactedExcerpts } from '../../functions/domain/casework/redaction/handed-out.ts';
import { openedBefore } from '../../functions/domain/casework/reading/opened-before.ts';
import { redactionRecord } from '../../functions/domain/casework/record/redaction-record.ts';
import { mostPassages, type Redaction } from '../../functions/domain/redaction/redaction.ts';
import { messageTexts, sealEntry } from '../../functions/domain/thread/entry.ts';
import { fileWith, logFile, photo } from '../harness/files.ts';
import { bodyOf, fileReport, replyTo, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, refusalOf, tamper, type SignedIn } from './as-member.ts';
import { contextOf, editCase } from './decided-case.ts';
import type { Colleague } from './measured-case.ts';
import { agreeTo, requestsOf } from './two-people.ts';

const told = 'Robin Roe shouted at me. Then ROBIN left with Zoë.';
const wantedCopy = {
  recipient: 'The police in Lund',
  contents: 'report',
  form: 'redacted',
  reason: 'They have asked in writing.',
  toReporter: 'The police have asked for your report.',
};

describe('what is not handed out', () => {
  let service: Service;
  let lead: Colleague;
  let ben: Colleague;
  let filed: Filed;
  let id: string;
  const begin = async (report: Filed): Promise<void> => {
    filed = report;
    id = await caseIdOf(service, filed);
    for (const one of [lead, ben]) await read(service, one, id);
  };
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    ben = await service.addMember({ name: 'Ben' });
    await begin(await fileReport(service, { answers: { whatHappened: told, who: 'Robin Roe' } }));
  });
  afterEach(() => service.close());

  const act = (path: string, body: object, who: SignedIn = ben): Promise<Response> =>
    post(service, who, `/api/cases/${id}${path}`, body);
  const acted = async (path: string, body: object, who: SignedIn = ben): Promise<unknown> => {
    const response = await act(path, body, who);
    return response.status < 300 ? response.status : refusalOf(response);
  };
  const redactions = async () =>
    (
      await bodyOf<{ redactions: readonly Redaction[] }>(
        await get(service, ben, `/api/cases/${id}/redactions`),
      )
    ).redactions;
  const agree = async (): Promise<unknown> => {
    const response = await agreeTo(service, ben, id);
    return response.status < 300 ? response.status : refusalOf(response);
  };
  const openIt = (request = 1) => acted('/copies/open', { request }, lead);
  const copy = (request = 1) => get(service, lead, `/api/cases/${id}/copies/${request}`);
  const excerpts = async (entries: readonly number[], thread = 'reporter') => {
    const context = contextOf(service, lead);
    const opened = await openedBefore(context, id);
    if ('kind' in opened) throw new Error(opened.kind);
    return redactedExcerpts(context, opened, { thread, entries, language: 'en' });
  };

  it('a name is hidden everywhere at once, and a redacted copy has it nowhere; the case and its reporter go on having it', async () => {
    await replyTo(service, filed, 'It was robin\nroe again, and Robinson.');
    const hidden = await act('/redactions/words', { words: ['Robin Roe', 'Robin'] });
    expect(await bodyOf(hidden)).toMatchObject({ entries: 2, left: 0 });
    expect(await acted('/copies', wantedCopy, lead)).toBe(201);
    expect((await requestsOf(service, ben, id))[0]?.copy).toMatchObject({ form: 'redacted' });
    expect(await agree()).toBe(200);
    expect(await openIt()).toBe(200);
    const text = await (await copy()).text();
    expect(text).not.toMatch(/robin(?!son)|roe/i);
    expect(text).toContain('[redacted] shouted at me. Then [redacted] left with Zoë.');
    expect(text).toContain('Robinson');
    const whole = await (await get(service, ben, `/api/cases/${id}`)).text();
    expect(whole).toContain(told);
    const log = await (await get(service, lead, `/api/cases/${id}/audit`)).text();
    expect(log).toContain('words-hidden');
    expect(log).not.toMatch(/robin/i);
  });

  it('is asked for whole in any shape but the conversation, and redacted once something is hidden', async () => {
    expect(await acted('/copies', wantedCopy, lead)).toEqual([409, 'nothing-redacted']);
    await act('/redactions', { entry: 1, held: true });
    expect(await acted('/copies', { ...wantedCopy, contents: 'everything' }, lead)).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(await acted('/copies', { ...wantedCopy, form: 'whole' }, lead)).toBe(201);
    await agree();
    await openIt();
    expect(await (await copy()).text()).toContain(told);
  });

  it.each(['before it is agreed to', 'before it is opened', 'while it is open'] as const)(
    'a redacted copy is none any more when what is hidden changes %s',
    async (when) => {
      await act('/redactions/words', { words: ['Robin'] });
      await act('/copies', wantedCopy, lead);
      const change = () => act('/redactions/words', { words: ['Zoe'] });
      if (when !== 'before it is agreed to') await agree();
      if (when === 'while it is open') expect(await openIt()).toBe(200);
      expect((await change()).status).toBe(200);
      const refused = [409, 'redactions-changed'];
      if (when === 'before it is agreed to') expect(await agree()).toEqual(refused);
      if (when !== 'while it is open') return;
      expect(await refusalOf(await copy())).toEqual(refused);
    },
  );

  it('a redacted copy that was agreed to is not opened once what is hidden has changed', async () => {
    await act('/redactions/words', { words: ['Robin'] });
    await act('/copies', wantedCopy, lead);
    await agree();
    await act('/redactions/lift', {
      entry: 1,
      passages: (await redactions())[0]?.passages.slice(0, 1),
    });
    expect(await openIt()).toEqual([409, 'redactions-changed']);
  });

  it('passages are kept in order, those that touch as one, and are handed out again one by one', async () => {
    const at = (from: number, to: number) => ({ text: 'whatHappened', from, to });
    expect(await acted('/redactions', { entry: 1, hide: [at(6, 9), at(0, 6), at(30, 35)] })).toBe(200);
    const [one] = await redactions();
    expect(one).toMatchObject({ thread: 'reporter', entry: 1, held: false, by: { name: 'Ben' } });
    expect(one?.passages).toEqual([at(0, 9), at(30, 35)]);
    expect(await acted('/redactions', { entry: 1, hide: [at(0, 9)] })).toEqual([409, 'redacted-so-before']);
    expect(await acted('/redactions/lift', { entry: 1, passages: [at(0, 8)] })).toEqual([
      422,
      'invalid-fields',
    ]);
    expect(await acted('/redactions/lift', { entry: 1, passages: [at(0, 9)] })).toBe(200);
    expect((await redactions())[0]?.passages).toEqual([at(30, 35)]);
    expect((await excerpts([1]))?.[0]?.text).toContain('Robin Roe shouted at me. Then [redacted] left');
  });

  it('what is hidden in which entry is asked for rightly, or refused', async () => {
    const passage = { text: 'whatHappened', from: 0, to: 5 };
    const wrong: readonly object[] = [
      { entry: 1 },
      { entry: 9, hide: [passage] },
      { entry: 1, thread: 'witness-1', hide: [passage] },
      { entry: 1, thread: 'constructor', hide: [passage] },
      { entry: 1, hide: [{ ...passage, text: 'nothing' }] },
      { entry: 1, hide: [{ ...passage, to: told.length + 1 }] },
      { entry: 1, hide: [{ ...passage, from: 5 }] },
      { entry: 1, files: [{ id: 'A'.repeat(22), givenOut: true }] },
      { entry: 1, words: ['Nobody'] },
      { entry: 1, words: [' '] },
    ];
    for (const body of wrong)
      expect([body, await acted('/redactions', body)]).toEqual([body, [422, 'invalid-fields']]);
    expect(await acted('/redactions/words', { words: ['Nobody'] })).toEqual([422, 'invalid-fields']);
    expect(await redactions()).toEqual([]);
  });

  it('an entry has so many passages, and no more', async () => {
    const dots = 'ab '.repeat(mostPassages + 1);
    await begin(await fileReport(service, { answers: { whatHappened: dots } }));
    const hide = Array.from({ length: mostPassages }, (_, index) => ({
      text: 'whatHappened',
      from: index * 3,
      to: index * 3 + 1,
    }));
    expect(await acted('/redactions', { entry: 1, hide })).toBe(200);
    const more = { text: 'whatHappened', from: mostPassages * 3, to: mostPassages * 3 + 1 };
    expect(await acted('/redactions', { entry: 1, hide: [more] })).toEqual([409, 'too-many-passages']);
    expect(await acted('/redactions/words', { words: ['ab'] })).toEqual([409, 'too-many-passages']);
    expect(await acted('/redactions', { entry: 1, held: true })).toBe(200);
  });

  it('two who hide different things at once keep both', async () => {
    const answers = await Promise.all([
      act('/redactions', { entry: 1, words: ['Robin'] }),
      act('/redactions', { entry: 1, words: ['Zoe'] }, lead),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await excerpts([1]))?.[0]?.text).not.toMatch(/robin|zoë/i);
    expect(await redactions()).toHaveLength(1);
  });

  it('files are held back, and their names with them, unless somebody says otherwise', async () => {
    const { filed: withFiles, drafted } = await fileWith(service, [photo(), logFile()], {
      keepOriginal: true,
    });
    await begin(withFiles);
    const [first, second] = drafted.files.map((file) => file.id);
    await act('/redactions', { entry: 1, files: [{ id: second, givenOut: true }] });
    await act('/redactions', { entry: 1, words: ['happened'] });
    await act('/copies', wantedCopy, lead);
    await agree();
    await openIt();
    const text = await (await copy()).text();
    expect(text).toContain('server.log');
    for (const absent of ['IMG_0042.jpg', first ?? '', 'original'].filter((one) => one !== ''))
      expect(text).not.toContain(absent);
  });

  it('what is written down for somebody does not tell who wrote it down', async () => {
    const made = await bodyOf<{ id: string }>(
      await post(service, ben, '/api/cases', {
        channel: 'conduct',
        answers: { whatHappened: 'Zoë was there.' },
        forWhom: 'another',
        reporterKnows: true,
        cameBy: 'mail',
        door: true,
      }),
    );
    id = made.id;
    for (const one of [lead, ben]) await read(service, one, id);
    await act('/redactions/words', { words: ['Zoe'] });
    await act('/copies', wantedCopy, lead);
    await agree();
    await openIt();
    const { entries } = await bodyOf<{ entries: readonly object[] }>(await copy());
    expect(entries[0]).toMatchObject({ text: expect.stringContaining('[redacted] was there.') as string });
    expect(JSON.stringify(entries)).not.toContain('Ben');
  });

  it('chosen entries are handed out as excerpts, redacted, of the thread they are of and no other', async () => {
    await act('/messages', { text: 'Dear Robin, are you safe?' });
    await act('/redactions/words', { words: ['Robin'] });
    const all = await excerpts([2, 99, 1]);
    expect(all?.map(({ from }) => from)).toEqual(['reporter', 'team']);
    expect(all?.[1]).toEqual({
      from: 'team',
      on: expect.stringMatching(/T\d\d:00:00.000Z$/) as string,
      text: 'Dear [redacted], are you safe?',
    });
    await act('/redactions', { entry: 2, held: true });
    expect((await excerpts([2]))?.[0]?.text).toBe('[redacted]');
    expect(await excerpts([1], 'witness-1')).toBeUndefined();
  });

  it('another thread has redactions of its own', async () => {
    await editCase(service, lead, id, {
      records: [
        redactionRecord.write({
          thread: 'witness-1',
          entry: 1,
          held: false,
          passages: [{ text: 'text', from: 0, to: 5 }],
          files: [],
          by: { id: lead.memberId, name: lead.name },
          on: service.clock.now.toISOString(),
        }),
      ],
    });
    await act('/redactions', { entry: 1, held: true });
    const context = contextOf(service, lead);
    const opened = await openedBefore(context, id);
    if ('kind' in opened) throw new Error(opened.kind);
    const key = new Uint8Array(32).fill(7);
    const place = { caseId: id, thread: 'witness-1', number: 1 };
    const sealed = sealEntry(key, place, {
      from: 'reporter',
      kind: 'message',
      on: '2026-03-10T09:00:00.000Z',
      texts: messageTexts('Robin was there.'),
    });
    const store: typeof context.store = {
      ...context.store,
      readThread: async (caseId, thread) =>
        thread === 'witness-1'
          ? { ...(await context.store.readThread(caseId, 'reporter')), entries: [{ number: 1, sealed }] }
          : context.store.readThread(caseId, thread),
    };
    const threadKeys = new Map([...opened.threadKeys, ['witness-1', key]] as const);
    const wanted = { thread: 'witness-1', entries: [1], language: 'en' } as const;
    const counters = { entries: 1, textBytes: 1024, attachmentBytes: 0 };
    const head = { ...opened.head, threads: { ...opened.head.threads, 'witness-1': counters } };
    const given = await redactedExcerpts({ ...context, store }, { ...opened, head, threadKeys }, wanted);
    expect(given?.map(({ text }) => text)).toEqual(['[redacted] was there.']);
  });

  it('nothing is handed out when what is hidden cannot be read any more', async () => {
    await act('/redactions/words', { words: ['Robin'] });
    await act('/copies', wantedCopy, lead);
    await tamper(service, 'cases', caseKeys.record(id, 'redaction', 1), {
      set: { sealed: new Uint8Array(64) },
    });
    expect(await agree()).toEqual([409, 'damaged-records']);
    expect(await excerpts([1])).toBeUndefined();
    expect(await acted('/redactions', { entry: 1, held: true })).toEqual([409, 'damaged-records']);
  });
});
