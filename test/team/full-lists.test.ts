import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOfResponse } from '../../functions/adapters/lambda/lambda-event.ts';
import { linesOfFile, type AuditLog } from '../../functions/domain/casework/reading/read-audit-log.ts';
import { windowOf } from '../../functions/domain/audit/audit-window.ts';
import { mostLinkedCases } from '../../functions/domain/casework/routing/link-cases.ts';
import { mostTasks } from '../../functions/domain/casework/record/task.ts';
import { auditLogDownload } from '../../functions/team/audit/audit-view.ts';
import { bearer, bodyOf, fileReport, formRequest, type Filed } from '../harness/requests.ts';
import { defaultSettings } from '../../functions/settings/defaults.ts';
import { startService, type Service } from '../harness/service.ts';
import { sendEntry, upload } from '../reporter/api/files.ts';
import { caseIdOf, get, post, type ProblemBody, type ShownNote, type SignedIn } from './as-member.ts';
import { atPages, type AtPages } from './team-pages.ts';

/** What Lambda takes from a function as an answer, as the JSON it is handed. */
const lambdaAnswerBytes = 6_000_000;

/** What takes most room in JSON, in JSON within JSON, and as markup. */
const quotes = (bytes: number): string => '"'.repeat(bytes);

describe('a case whose lists are all as long as they may be', () => {
  let service: Service;
  let lead: SignedIn;
  let pages: AtPages;
  let filed: Filed;
  let id: string;
  let notes = 0;

  beforeAll(async () => {
    service = await startService({ abuse: { minimumFormSeconds: 0, entriesPerHour: 1_000 } });
    const member = await service.addMember({ role: 'lead' });
    lead = member;
    pages = await atPages(service, member);
    await service.addMember();
    filed = await fileReport(service, {
      answers: { whatHappened: quotes(180 * 1024), who: quotes(8 * 1024), where: quotes(8 * 1024) },
      excludedMembers: Array.from({ length: 100 }, () => randomBytes(16).toString('base64url')),
    });
    id = await caseIdOf(service, filed);
    await get(service, lead, `/api/cases/${id}`);
    for (let linked = 1; linked < mostLinkedCases; linked++) {
      const other = await caseIdOf(service, await fileReport(service));
      await post(service, lead, `/api/cases/${id}/links`, { caseId: other, reason: quotes(4_000) });
    }
    for (let sent = 0; sent < 3; sent++) {
      const attachments: { reference: string }[] = [];
      for (let at = 0; at < 10; at++) {
        const file = { name: `${quotes(200)}${at}.bin`, bytes: Buffer.from([sent, at]) };
        attachments.push({ reference: (await upload(service, file, filed)).reference });
      }
      await sendEntry(service, filed.token, { text: '', attachments });
    }
    for (const bytes of [65_000, 16_000, 700])
      while ((await sendEntry(service, filed.token, { text: quotes(bytes) })).status === 201);
    for (const bytes of [65_000, 500])
      for (let status = 201; status === 201;) {
        const written = await post(service, lead, `/api/cases/${id}/notes`, { text: quotes(bytes) });
        ({ status } = written);
        if (status === 201) notes += 1;
        else expect((await bodyOf<ProblemBody>(written)).code).toBe('notes-full');
      }
    for (let task = 0; task < mostTasks; task++)
      await post(service, lead, `/api/cases/${id}/tasks`, { text: `${task}${quotes(4_000)}` });
  });
  afterAll(() => service.close());

  /** The answer as Lambda hands it on, which is what its limit is about. */
  const answered = async (response: Response): Promise<string> => {
    expect(response.status).toBeLessThan(300);
    const answer = await answerOfResponse(response);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(lambdaAnswerBytes);
    return answer.isBase64Encoded ? '' : answer.body;
  };
  const page = async (path: string): Promise<string> => answered(await pages.get(path));
  const json = async <T>(path: string): Promise<T> =>
    JSON.parse(await answered(await get(service, lead, path))) as T;

  it('took more notes than one answer holds', () => {
    expect(notes).toBeGreaterThan(26);
  });

  it('is read as JSON, and each list goes on by its cursor to its end', async () => {
    type Pages = {
      notes: ShownNote[];
      notesCursor?: string;
      tasks: { text: string }[];
      tasksCursor?: string;
    };
    const whole = await json<Pages>(`/api/cases/${id}`);
    const shownNotes = whole.notes.filter(({ kind }) => kind === 'note');
    const ids = whole.notes.map((note) => Number(note.id));
    for (let cursor = whole.notesCursor; cursor !== undefined;) {
      const more = await json<Pages>(`/api/cases/${id}/notes?cursor=${cursor}`);
      ids.unshift(...more.notes.map((note) => Number(note.id)));
      shownNotes.unshift(...more.notes.filter(({ kind }) => kind === 'note'));
      cursor = more.notesCursor;
    }
    expect(shownNotes).toHaveLength(notes);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
    const tasks = [...whole.tasks];
    for (let cursor = whole.tasksCursor; cursor !== undefined;) {
      const more = await json<Pages>(`/api/cases/${id}/tasks?cursor=${cursor}`);
      tasks.push(...more.tasks);
      cursor = more.tasksCursor;
    }
    expect(new Set(tasks.map(({ text }) => text)).size).toBe(mostTasks);
    expect((await json<Pages>(`/api/cases/${id}/tasks?limit=5`)).tasks).toHaveLength(5);
    type Log = { entries: { id: string }[]; cursor?: string; check: object };
    const lines: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const query: string = cursor === '' ? '' : `?cursor=${cursor}`;
      const log: Log = await json<Log>(`/api/cases/${id}/audit${query}`);
      expect(log.check).toMatchObject({ kind: 'whole' });
      lines.unshift(...log.entries.map((line) => line.id));
      cursor = log.cursor;
    }
    expect(lines.length).toBeGreaterThan(mostTasks + notes);
    expect(lines).toEqual(lines.map((_, at) => String(at + 1)));
  });

  it('is read as pages, and each list goes on by its links', async () => {
    const lists = [
      [`/cases/${id}`, /href="([^"#]*\?notesBefore=\d+)#/, `/cases/${id}?notesBefore=10`],
      [`/cases/${id}`, /href="([^"#]*\?tasksFrom=\d+)#/, `/cases/${id}?tasksFrom=${mostTasks - 1}`],
      [`/cases/${id}/audit`, /href="([^"#]*\?before=\d+)"/, `/cases/${id}/audit?before=10`],
    ] as const;
    for (const [first, link, last] of lists) {
      const next = link.exec(await page(first))?.[1] ?? '';
      expect(link.exec(await page(next))?.[1]).not.toBe(next);
      expect(await page(last)).not.toMatch(link);
    }
    await page('/cases');
  });

  it('is shown again with a form that was refused, and everything that was typed', async () => {
    // A day is missing beside the name.
    const fields = { text: quotes(64 * 1024), inTouchName: 'Ada', do: 'send' };
    const refused = await pages.fillIn(id, 'reply', fields);
    expect(refused.status).toBe(422);
    const answer = await answerOfResponse(refused);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(lambdaAnswerBytes);
  });

  it('is read by its reporter, as JSON and as a page', async () => {
    await answered(await service.reporter('/api/follow-up', bearer(filed.token)));
    await answered(await service.reporter('/follow-up', formRequest({ words: filed.passphrase })));
  });

  it('is read on only by who has opened it, and only at a place of the list', async () => {
    const fresh = await service.addMember({ role: 'lead' });
    const other = await caseIdOf(service, await fileReport(service));
    for (const list of ['notes', 'tasks']) {
      expect((await get(service, fresh, `/api/cases/${other}/${list}`)).status).toBe(409);
      for (const query of ['cursor=0', 'cursor=x', 'limit=0', 'limit=101', 'from=1'])
        expect((await get(service, lead, `/api/cases/${id}/${list}?${query}`)).status).toBe(422);
    }
    expect((await get(service, lead, `/api/cases/${id}/audit?limit=0`)).status).toBe(422);
    expect((await post(service, lead, `/api/cases/${id}/audit/export`, { from: 0 })).status).toBe(422);
  });

  it('is handed out as a log whose lines stand in one file, while there are few', async () => {
    const file = await post(service, lead, `/api/cases/${id}/audit/export`, {});
    expect(file.headers.get('audit-log-next')).toBeNull();
    expect((await file.text()).split('\n').length).toBeGreaterThan(mostTasks + notes);
  });
});

describe('an audit log that is longer than a file', () => {
  const by = { id: 'A'.repeat(22), name: quotes(200) };
  const lines = Array.from({ length: 2 * linesOfFile + 7 }, (_, at) => ({
    kind: 'line' as const,
    number: at + 1,
    hash: new Uint8Array(32),
    entry: { on: '2026-03-10T09:00:00.000Z', by, action: 'deadline-moved', detail: quotes(100) },
  }));
  const names = {
    settings: { ...defaultSettings, sender: 'conduct@example.org' },
    members: new Map<string, string>(),
  };
  /** What is read for one file. */
  const logFrom = (from: number): AuditLog => {
    const { first, through, last } = windowOf(lines.at(-1), { from }, linesOfFile);
    return {
      caseName: 'amber-falcon-27',
      last,
      lines: lines.slice(first - 1, through),
      older: undefined,
      next: through === last ? undefined : through + 1,
      check: { kind: 'part-whole', from: first, through, entries: last },
    };
  };

  it('is handed out in files that fit into an answer, each saying where the next begins', async () => {
    let count = 0;
    let from: number | undefined = 1;
    while (from !== undefined) {
      const response: Response = auditLogDownload(logFrom(from), names, from);
      const next: string | null = response.headers.get('audit-log-next');
      const answer = await answerOfResponse(response);
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(lambdaAnswerBytes);
      count += Buffer.from(answer.body, 'base64').toString().trimEnd().split('\n').length;
      from = next === null ? undefined : Number(next);
    }
    expect(count).toBe(lines.length);
  });
});
