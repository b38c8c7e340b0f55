import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appealRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { fileWith, objectNames, logFile } from '../harness/files.ts';
import { bearer, bodyOf, replyTo, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { rowsOf } from '../scheduled/stored.ts';
import { caseIdOf, get, post, read, setState } from './as-member.ts';
import { editCase } from './decided-case.ts';
import { handedOver, withOwnWords } from './case-with-door.ts';
import { decideWith, nameSomebody, type Colleague } from './measured-case.ts';
import { openedStorage } from './opened-storage.ts';
import { requestsOf, agreeTo } from './two-people.ts';

const story = 'planted-story: behind the old stage the lamp kept swinging for an hour';

describe('a reporter whose words are erased while a decision is in force', () => {
  let service: Service;
  let lead: Colleague;
  let colleague: Colleague;
  let filed: Filed;
  let id: string;
  beforeEach(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    colleague = await service.addMember({ name: 'Bea' });
    const sent = await fileWith(service, [logFile('planted-file')], {
      report: {
        identity: { name: 'planted-name', contact: 'planted-contact' },
        answers: { whatHappened: story, who: 'planted-who', where: 'planted-where' },
      },
    });
    filed = sent.filed;
    id = await caseIdOf(service, filed);
    await read(service, lead, id);
    await read(service, colleague, id);
    await replyTo(service, filed, 'planted-reply');
    expect(await ask('/named', { persons: 'The speaker', reason: 'Spelled right.' })).toBe(200);
    await ask('/notes', { text: `They said: ${story.slice(15)}` });
    await ask('/notes', { text: 'Ask the venue about the lamp.' });
    await decideWith(service, lead, id, { decision: { rung: 'correction' } });
  });
  afterEach(() => service.close());

  const ask = async (path: string, body: unknown, member = lead): Promise<number> => {
    const response = await post(service, member, `/api/cases/${id}${path}`, body);
    return response.status;
  };
  const withdraw = () => service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
  const eraseWords = async (): Promise<void> => {
    expect((await withdraw()).status).toBe(202);
    expect(await ask('/erasure', { decision: 'erase-words' })).toBe(200);
    expect((await agreeTo(service, colleague, id)).status).toBe(200);
  };
  const whole = async (): Promise<string> => (await get(service, lead, `/api/cases/${id}`)).text();
  const decisions = async (): Promise<unknown[]> =>
    (await bodyOf<{ decisions: unknown[] }>(await get(service, lead, `/api/cases/${id}/decisions`)))
      .decisions;
  const planted = ['story', 'who', 'where', 'name', 'contact', 'reply'].map((what) => `planted-${what}`);

  it('nothing that is stored opens to them any more with all keys of the case', async () => {
    const before = await openedStorage(service, id);
    for (const words of planted) expect(before).toContain(words);
    await eraseWords();
    const after = await openedStorage(service, id);
    expect(after).toContain('"rung":"correction"');
    for (const words of planted) expect(after).not.toContain(words);
    await service.scheduledRun();
    expect(await openedStorage(service, id)).not.toContain('planted');
  });

  it('the keys of before open nothing that is stored after the next scheduled run, files included', async () => {
    const keysBefore = (await rowsOf(service, 'vault')).filter(({ pk }) => pk?.S?.includes(id));
    expect(await objectNames(service, 'kept/')).toHaveLength(1);
    await eraseWords();
    await service.scheduledRun();
    const rows = (await rowsOf(service, 'cases')).filter(({ pk }) => pk?.S?.startsWith(`THREAD#${id}`));
    expect(rows.map(({ sk }) => sk?.S)).toEqual(['SUMMARY']);
    expect(await objectNames(service, 'kept/')).toEqual([]);
    const keysAfter = (await rowsOf(service, 'vault')).filter(({ pk }) => pk?.S?.includes(id));
    const keyOf = (vault: typeof keysAfter) => JSON.stringify(vault[0]?.threads?.M?.reporter);
    expect(keyOf(keysAfter)).not.toBe(keyOf(keysBefore));
    expect(keysAfter[0]).not.toHaveProperty('identity');
    expect(service.logs).toContainEqual({ event: 'threads-erased', count: 1 });
  });

  it('what they said with an appeal goes, and where words of theirs were hidden', async () => {
    const by = { id: lead.memberId, name: lead.name };
    const appeal = {
      decision: 1,
      side: 'reporter',
      said: 'planted-appeal',
      ground: 'other',
      sentAt: '2026-03-10T09:00:00.000Z',
      noted: { by, on: '2026-03-10' },
      acknowledgeBy: '2026-03-12T09:00:00.000Z',
      decideBy: '2026-03-24T09:00:00.000Z',
      late: { reason: 'planted-late' },
      waits: { is: false },
    } as const;
    const theirs = {
      ...appeal,
      side: 'respondent',
      said: 'What the other side said.',
      late: undefined,
    } as const;
    await editCase(service, lead, id, {
      records: [appealRecord.write(appeal), appealRecord.write(theirs)],
    });
    expect(await ask('/redactions/words', { words: ['lamp'] })).toBe(200);
    const before = await openedStorage(service, id);
    for (const words of ['planted-appeal', 'planted-late', '"passages":[{']) expect(before).toContain(words);
    await eraseWords();
    const after = await openedStorage(service, id);
    for (const words of ['planted-appeal', 'planted-late', '"passages":[{'])
      expect(after).not.toContain(words);
    expect(after).toContain('What the other side said.');
    expect(after).toContain('made of what was told of retaliation');
  });

  it('what was decided stays, who erased is logged, and the case goes on', async () => {
    await eraseWords();
    expect(await decisions()).toHaveLength(1);
    expect(await whole()).toContain('"erasedThreads":{"reporter":{"on":"2026-03-10","through":');
    const log = await (await get(service, lead, `/api/cases/${id}/audit`)).text();
    expect(log).toContain('Erased what the reporter wrote, which was asked for by');
    expect(await ask('/notes', { text: 'Going on.' })).toBe(201);
    expect((await setState(service, lead, id, 'closed')).status).toBe(200);
    await service.scheduledRun();
    expect(await decisions()).toHaveLength(1);
    expect((await requestsOf(service, lead, id)).at(-1)).toMatchObject({ act: 'words', state: 'agreed' });
  });

  it('their words open nothing, and who presses again is told what is gone and what stays', async () => {
    const page = await (
      await service.reporter('/follow-up', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ words: filed.passphrase }).toString(),
      })
    ).text();
    const handle = /name="handle" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(page).toContain('What then stays: what was decided and why');
    await eraseWords();
    expect((await service.reporter('/api/follow-up', bearer(filed.token))).status).toBe(401);
    const again = await service.reporter('/follow-up/withdraw', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        handle,
        opened: 'yes',
        choice: 'erase-everything',
        confirm: 'yes',
      }).toString(),
    });
    expect(await again.text()).toContain(en.withdraw.wordsGoneHeading);
  });

  it('notes that quote them are listed in a task with a date, and can be cleared from then on', async () => {
    const { notes } = await bodyOf<{ notes: { id: string; text?: string }[] }>(
      await get(service, lead, `/api/cases/${id}/notes`),
    );
    const quoting = Number(notes.find(({ text }) => text?.startsWith('They said'))?.id);
    expect(await ask('/notes/clear', { note: quoting })).toBe(409);
    await eraseWords();
    const { tasks } = await bodyOf<{ tasks: { text: string; dueOn?: string }[] }>(
      await get(service, lead, `/api/cases/${id}/tasks`),
    );
    const task = tasks.find(({ text }) => text.includes('What the reporter wrote is erased'));
    expect(task?.dueOn).toBe('2026-03-24');
    expect(task?.text).toContain(`notes ${quoting}.`);
    expect(await whole()).toContain('behind the old stage');
    expect(await ask('/notes/clear', { note: quoting })).toBe(200);
    expect(await ask('/notes/clear', { note: quoting })).toBe(409);
    expect(await ask('/notes/clear', { note: 999_999 })).toBe(404);
    expect(await whole()).not.toContain('behind the old stage');
    expect(await whole()).toContain('the venue about the lamp');
    expect(await openedStorage(service, id)).not.toContain('behind the old stage');
  });

  it('what a respondent wrote, and their door, are not touched', async () => {
    await nameSomebody(service, lead, id);
    const own = await withOwnWords(service, (await handedOver(service, lead, id)).token);
    const write = (words: string) =>
      service.reporter('/api/follow-up/entries', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(own).headers },
        body: JSON.stringify({ text: words }),
      });
    expect((await write('I was not there.')).status).toBe(201);
    await eraseWords();
    await service.scheduledRun();
    expect((await write('Nor later.')).status).toBe(201);
    expect(await openedStorage(service, id)).toContain('I was not there.');
    expect(await (await service.reporter('/api/follow-up', bearer(own))).text()).toContain('Nor later.');
  });

  it('is refused while somebody holds the case, and a second time', async () => {
    expect(await ask('/holds', { until: '2026-06-01', reason: 'A court asks.' })).toBe(201);
    expect(await ask('/erasure/requests', { what: 'words', reason: 'They asked.' })).toBe(409);
    expect(await ask('/holds/lift', { hold: 1, reason: 'Over.' })).toBe(200);
    expect(await ask('/erasure/requests', { what: 'words', reason: 'They asked.' })).toBe(201);
    expect((await agreeTo(service, colleague, id)).status).toBe(200);
    const again = await post(service, lead, `/api/cases/${id}/erasure/requests`, {
      what: 'words',
      reason: 'Once more.',
    });
    expect([again.status, (await bodyOf<{ code: string }>(again)).code]).toEqual([409, 'words-gone']);
  });

  it('a reply that comes in at the same moment is erased with the rest, or refused', async () => {
    await withdraw();
    await ask('/erasure', { decision: 'erase-words' });
    const [reply] = await Promise.all([
      replyTo(service, filed, 'planted-late'),
      agreeTo(service, colleague, id),
    ]);
    expect([201, 401, 503]).toContain(reply.status);
    await service.scheduledRun();
    expect(await openedStorage(service, id)).not.toContain('planted');
  });

  it('nothing is half erased when the transaction fails, and a crash of the sweep is taken up again', async () => {
    await withdraw();
    await ask('/erasure', { decision: 'erase-words' });
    service.interrupt.before = ({ caller, command }) => {
      if (caller === 'team' && command === 'TransactWriteItemsCommand') throw new Error('down');
    };
    expect((await agreeTo(service, colleague, id)).status).toBeGreaterThanOrEqual(500);
    service.interrupt.before = undefined;
    expect(await whole()).toContain('planted-reply');
    expect((await agreeTo(service, colleague, id)).status).toBe(200);
    service.interrupt.before = ({ caller, command }) => {
      if (caller === 'scheduled' && command === 'BatchWriteItemCommand') throw new Error('down');
    };
    await service.scheduledRun();
    service.interrupt.before = undefined;
    await service.scheduledRun();
    const rows = (await rowsOf(service, 'cases')).filter(({ pk }) => pk?.S?.startsWith(`THREAD#${id}`));
    expect(rows.map(({ sk }) => sk?.S)).toEqual(['SUMMARY']);
  });
});
