import { newRingKeyPair } from '../../functions/envelope/key-pair.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import type { CaseContext, CaseEdit } from '../../functions/domain/casework/change/case-edit.ts';
import { countersOf } from '../../functions/domain/casework/change/case-store.ts';
import type { OpenCase } from '../../functions/domain/casework/change/open-case.ts';
import { prepareChange } from '../../functions/domain/casework/change/prepare-change.ts';
import { taskRecord } from '../../functions/domain/casework/record/task.ts';
import { noteRecord } from '../../functions/domain/casework/record/note.ts';
import { messageTexts, openEntry, type Entry } from '../../functions/domain/thread/entry.ts';
import { now, random, someReport } from '../adapters/dynamodb/examples.ts';
import { startStorage, type Storage } from '../adapters/dynamodb/storage.ts';
import { defaultSettings } from '../../functions/settings/defaults.ts';

const ada = { id: 'm1', name: 'Ada' };
const on = '2026-03-10T09:00:00.000Z';
const message = (text: string): Entry => ({
  from: 'team',
  kind: 'message',
  on,
  author: ada,
  texts: messageTexts(text),
});

describe('a change of a case with more than one thread', () => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await startStorage();
  });
  afterAll(() => storage.close());

  const unused = (): never => {
    throw new Error('a case with a casework key needs no ring');
  };
  const context = (): CaseContext => ({
    settings: { ...defaultSettings, sender: 'conduct@example.org' },
    store: storage.cases,
    register: storage.cases,
    lookUps: { takeLookUp: unused, putTask: unused, tasks: unused, formerMembers: unused },
    openKeyRing: unused,
    // The brief says of promises that they were settled: it is sealed anew.
    ringPublicKey: (channel, purpose) =>
      Promise.resolve({ channel, purpose, epoch: 1, publicKey: newRingKeyPair().publicKey }),
    random,
    member: {
      memberId: ada.id,
      name: ada.name,
      email: 'ada@example.org',
      channels: ['conduct'],
      role: 'lead',
      since: {},
      onRoster: true,
    },
    readOnly: false,
    team: () => Promise.resolve([]),
    findMember: () => Promise.resolve(undefined),
    newCaseId: unused,
    newDoorToken: unused,
    reporterUrl: 'https://report.example.org',
    now,
  });
  const opened = async (): Promise<OpenCase> => {
    const report = someReport();
    await storage.reporter.fileReport(report);
    const stored = await storage.cases.findCase(report.caseId);
    if (!stored) throw new Error('filed');
    return {
      ...stored,
      brief: {
        title: '',
        persons: '',
        spaces: '',
        excludedMembers: [],
        recusedMembers: [],
        grantedMembers: [],
        linkedCases: [],
        likelySpam: false,
      },
      threadKeys: new Map([
        ['reporter', randomBytes(32)],
        ['witness-1', randomBytes(32)],
      ]),
      caseworkKey: randomBytes(32),
    };
  };
  const edit: CaseEdit = {
    audit: { action: 'answered' },
    entries: [
      { thread: 'witness-1', entry: message('What did you see?') },
      { thread: 'reporter', entry: message('We ask a witness.') },
      { thread: 'witness-1', entry: message('Take your time.') },
    ],
    records: [
      noteRecord.write({ kind: 'note', author: ada, on, text: 'Asked.' }),
      taskRecord.write({
        text: 'Read the answer.',
        dueOn: '2026-03-12',
        addedBy: ada,
        addedOn: '2026-03-10',
      }),
    ],
  };

  it('numbers and counts each thread by itself, in one transaction, and opens nothing with another thread’s key', async () => {
    const before = await opened();
    const { caseId } = before.head;
    expect(await storage.cases.commit(await prepareChange(context(), before, edit), now)).toBe('committed');

    const after = await storage.cases.findCase(caseId);
    if (!after) throw new Error('committed');
    expect(countersOf(after.head, 'reporter').entries).toBe(2);
    expect(countersOf(after.head, 'witness-1')).toMatchObject({ entries: 2, attachmentBytes: 0 });
    expect(countersOf(after.head, 'appeal').entries).toBe(0);

    const { entries } = await storage.cases.readThread(caseId, 'witness-1');
    const open = (key: Uint8Array | undefined) =>
      entries.map(({ number, sealed }) =>
        openEntry(key ?? randomBytes(32), { caseId, thread: 'witness-1', number }, sealed)?.texts.get('text'),
      );
    expect(open(before.threadKeys.get('witness-1'))).toEqual(['What did you see?', 'Take your time.']);
    expect(open(before.threadKeys.get('reporter'))).toEqual([undefined, undefined]);
  });

  it('keeps records by their kind, and beside the head only what a kind says of itself', async () => {
    const before = await opened();
    const { caseId, version } = before.head;
    await storage.cases.commit(await prepareChange(context(), before, edit), now);

    const key = before.caseworkKey ?? randomBytes(32);
    const [note] = await storage.cases.readRecords(caseId, 'note');
    const [task] = await storage.cases.readRecords(caseId, 'task');
    expect(note && noteRecord.open(key, caseId, note)).toMatchObject({ text: 'Asked.' });
    expect(task && taskRecord.open(key, caseId, task)).toMatchObject({ text: 'Read the answer.' });
    expect(note && taskRecord.open(key, caseId, note)).toBeUndefined();
    expect([note?.number, task?.number]).toEqual([version + 1, 1]);
    const head = (await storage.cases.findCase(caseId))?.head;
    expect(head?.taskDates).toEqual([{ task: 1, by: '2026-03-12T23:00:00.000Z' }]);
    expect(head?.records).toMatchObject({ note: { bytes: 1024 }, task: { last: 1, bytes: 0 } });
  });

  it('writes nothing of any thread when somebody else was first', async () => {
    const before = await opened();
    const change = await prepareChange(context(), before, edit);
    expect(await storage.cases.commit(change, now)).toBe('committed');
    expect(await storage.cases.commit(change, now)).toBe('changed-meanwhile');
    const { caseId } = before.head;
    expect((await storage.cases.readThread(caseId, 'witness-1')).entries).toHaveLength(2);
    expect(await storage.row('cases', caseKeys.record(caseId, 'task', 2))).toBeUndefined();
  });
});
