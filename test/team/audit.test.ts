import { randomBytes } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { auditRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import { parseRow } from '../../functions/adapters/dynamodb/client/attributes.ts';
import type { SealedAuditEntry } from '../../functions/domain/audit/audit-log-line.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { caseIdOf, get, post, postOnce, read, setState, tamper, type SignedIn } from './as-member.ts';
import { rechained } from './rechained.ts';

type Shown = {
  readonly id: string;
  readonly action?: string;
  readonly detail?: string;
  readonly by?: { readonly name: string };
  readonly on?: string;
  readonly through?: string;
  readonly missing?: true;
  readonly unreadable?: true;
};
type Log = {
  readonly entries: readonly Shown[];
  readonly check: { readonly kind: string; readonly entries?: number; readonly at?: number };
};

describe('the audit log', () => {
  let service: Service;
  let lead: SignedIn & { memberId: string; name: string };
  let member: SignedIn & { memberId: string; name: string };
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead', name: 'Ada' });
    member = await service.addMember({ name: 'Grace' });
  });
  afterAll(() => service.close());

  const logOf = async (id: string, who: SignedIn = lead): Promise<Log> => {
    const response = await get(service, who, `/api/cases/${id}/audit`);
    expect(response.status).toBe(200);
    return bodyOf<Log>(response);
  };
  const shown = ({ entries }: Log) =>
    entries.map(
      ({ action, missing, unreadable }) => action ?? (missing ? 'missing' : unreadable && 'damaged'),
    );

  /** A case with five lines. */
  const worked = async (more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const id = await caseIdOf(service, await fileReport(service, more));
    await read(service, lead, id);
    await post(service, lead, `/api/cases/${id}/notes`, { text: 'A secret thought.' });
    await post(service, lead, `/api/cases/${id}/messages`, { text: 'Thank you.' });
    await setState(service, lead, id, 'in-review');
    await post(service, lead, `/api/cases/${id}/assignee`, { memberId: member.memberId });
    return id;
  };
  const lines = async (id: string): Promise<SealedAuditEntry[]> => {
    const rows = await queryPartition(service.dynamo, service.emulators.tables.cases, caseKeys.work(id));
    return rows.filter(({ sk }) => sk?.S?.startsWith('AUDIT#')).map((row) => parseRow(auditRow, row));
  };
  const put = (id: string, at: number, line: SealedAuditEntry) =>
    service.dynamo.send(
      new PutItemCommand({
        TableName: service.emulators.tables.cases,
        Item: toAttributes({ ...caseKeys.audit(id, at), ...line }),
      }),
    );
  const remove = (id: string, at: number) =>
    service.dynamo.send(
      new DeleteItemCommand({
        TableName: service.emulators.tables.cases,
        Key: toAttributes(caseKeys.audit(id, at)),
      }),
    );
  const line = (all: readonly SealedAuditEntry[], number: number): SealedAuditEntry => {
    const found = all[number - 1];
    if (!found) throw new Error('there are five lines');
    return found;
  };
  const flipped = (bytes: Uint8Array): Uint8Array => {
    const copy = Uint8Array.from(bytes);
    copy[20] = (copy[20] ?? 0) ^ 1;
    return copy;
  };

  it('says who did what and when, to what, and never what was written', async () => {
    const id = await worked();
    const log = await logOf(id);
    expect(log.check).toEqual({ kind: 'whole', entries: 5 });
    expect(
      log.entries.map(({ id: number, action, detail, by }) => [number, action, detail, by?.name]),
    ).toEqual([
      ['1', 'opened', undefined, 'Ada'],
      ['2', 'noted', undefined, 'Ada'],
      ['3', 'answered', 'Acknowledged', 'Ada'],
      ['4', 'state-changed', 'In review', 'Ada'],
      ['5', 'assigned', 'Grace', 'Ada'],
    ]);
    expect(log.entries[0]?.on).toBe(service.clock.now.toISOString());
    expect(JSON.stringify(log)).not.toMatch(/secret thought|Thank you/);
  });

  it('is in words and case names, on the page, in the JSON and in the export, not in fields and ids', async () => {
    const [id, other] = [await worked(), await worked()];
    await post(service, member, `/api/cases/${id}/links`, { caseId: other, reason: 'The same person.' });
    await post(service, member, `/api/cases/${id}/deadlines`, {
      name: 'nextUpdateBy',
      by: new Date(service.clock.now.getTime() + 5 * 86_400_000).toISOString(),
      reason: 'A holiday.',
    });
    const { caseName } = await bodyOf<{ readonly caseName: string }>(
      await get(service, member, `/api/cases/${other}`),
    );
    const cookie = await signedInCookie(service, member.memberId);
    const page = await (await service.team(`/cases/${id}/audit`, { headers: { cookie } })).text();
    const json = await (await get(service, lead, `/api/cases/${id}/audit`)).text();
    const file = await (await post(service, lead, `/api/cases/${id}/audit/export`, {})).text();
    for (const text of [page, json, file]) {
      for (const word of ['In review', caseName, 'Linked a case']) expect(text).toContain(word);
      for (const stored of [other, 'nextUpdateBy', '"in-review"']) expect(text).not.toContain(stored);
    }
  });

  it('nothing happens by looking at it', async () => {
    const id = await worked();
    await logOf(id);
    expect((await logOf(id)).entries).toHaveLength(5);
  });

  it('is closed to who has not opened the case, and stays as it was', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    const answers = [
      await get(service, lead, `/api/cases/${id}/audit`),
      await postOnce(service, lead, `/api/cases/${id}/audit/export`, {}),
    ];
    for (const answer of answers)
      expect([answer.status, await bodyOf(answer)]).toMatchObject([409, { code: 'not-read' }]);
    await read(service, lead, id);
    expect(shown(await logOf(id, lead))).toEqual(['opened']);
  });

  it('is there for insiders who may know of the case: 403 for a role without, 404 for all who may not know', async () => {
    const excluded = await service.addMember();
    const foreign = await service.addMember({ channels: ['security'], role: 'lead' });
    const reviewer = await service.addMember({ role: 'outside-reviewer' });
    const id = await worked({ channel: 'conduct', excludedMembers: [excluded.memberId] });
    await post(service, lead, `/api/cases/${id}/grants`, { memberId: reviewer.memberId, reason: 'To look.' });
    const status = async (who: SignedIn) => {
      await get(service, who, `/api/cases/${id}`);
      return [
        (await get(service, who, `/api/cases/${id}/audit`)).status,
        (await post(service, who, `/api/cases/${id}/audit/export`, {})).status,
      ];
    };
    expect(await status(excluded)).toEqual([404, 404]);
    expect(await status(foreign)).toEqual([404, 404]);
    expect(await status(reviewer)).toEqual([403, 403]);
    expect(await status(member)).toEqual([200, 200]);
    const other = await service.addMember();
    await post(service, lead, `/api/cases/${id}/grants`, { memberId: other.memberId, reason: 'To help.' });
    expect(await status(other)).toEqual([200, 403]);
    expect((await get(service, member, `/api/cases/${'A'.repeat(22)}/audit`)).status).toBe(404);
  });

  describe('names the first broken link', () => {
    type Tampering = (id: string, all: readonly SealedAuditEntry[]) => Promise<unknown>;
    const setHead = (id: string, audit: Readonly<Record<string, unknown>>) =>
      tamper(service, 'cases', caseKeys.head(id), { set: { audit } });

    it.each<[string, Tampering, number, readonly string[]]>([
      [
        'a line whose ciphertext was changed',
        (id, all) => put(id, 3, { ...line(all, 3), sealed: flipped(line(all, 3).sealed) }),
        3,
        ['opened', 'noted', 'damaged', 'state-changed', 'assigned'],
      ],
      [
        'a line whose hash was changed',
        (id, all) => put(id, 3, { ...line(all, 3), hash: flipped(line(all, 3).hash) }),
        3,
        ['opened', 'noted', 'answered', 'state-changed', 'assigned'],
      ],
      [
        'a line that was taken out',
        (id) => remove(id, 2),
        2,
        ['opened', 'missing', 'answered', 'state-changed', 'assigned'],
      ],
      [
        'a line that was taken out, and the rest moved up',
        async (id, all) => {
          await remove(id, 5);
          for (const at of [3, 4]) await put(id, at, { ...line(all, at + 1), number: at });
        },
        3,
        ['opened', 'noted', 'damaged', 'damaged', 'missing'],
      ],
      [
        'two lines that were swapped',
        async (id, all) => {
          await put(id, 2, line(all, 3));
          await put(id, 3, line(all, 2));
        },
        2,
        ['opened', 'damaged', 'damaged', 'state-changed', 'assigned'],
      ],
      [
        'two lines that were swapped and numbered again',
        async (id, all) => {
          await put(id, 2, { ...line(all, 3), number: 2 });
          await put(id, 3, { ...line(all, 2), number: 3 });
        },
        2,
        ['opened', 'damaged', 'damaged', 'state-changed', 'assigned'],
      ],
      [
        'a line that was put in at the end',
        (id, all) => put(id, 6, { ...line(all, 5), number: 6 }),
        6,
        ['opened', 'noted', 'answered', 'state-changed', 'assigned', 'damaged'],
      ],
      [
        'a tail that was cut off',
        async (id) => {
          await remove(id, 4);
          await remove(id, 5);
        },
        4,
        ['opened', 'noted', 'answered', 'missing'],
      ],
      [
        'a log that was taken away',
        async (id, all) => {
          for (const { number } of all) await remove(id, number);
        },
        1,
        ['missing'],
      ],
      [
        'a line of another case',
        async (id) => put(id, 3, line(await lines(await worked()), 3)),
        3,
        ['opened', 'noted', 'damaged', 'state-changed', 'assigned'],
      ],
      [
        'a line that was replaced and all after it chained again, by somebody without the key',
        async (id, all) => {
          const forged = rechained(id, all, 3, { sealed: randomBytes(line(all, 3).sealed.length) });
          for (const one of forged) await put(id, one.number, one);
          await setHead(id, { number: 5, hash: forged.at(-1)?.hash });
        },
        3,
        ['opened', 'noted', 'damaged', 'state-changed', 'assigned'],
      ],
      [
        'a head that says another hash',
        (id, all) => setHead(id, { number: 5, hash: flipped(line(all, 5).hash) }),
        5,
        ['opened', 'noted', 'answered', 'state-changed', 'assigned'],
      ],
      [
        'a head that says less than there is',
        (id, all) => setHead(id, { number: 3, hash: line(all, 3).hash }),
        4,
        ['opened', 'noted', 'answered', 'state-changed', 'assigned'],
      ],
      [
        'a head that says far more than there is',
        (id, all) => setHead(id, { number: 900_000, hash: line(all, 5).hash }),
        6,
        ['opened', 'noted', 'answered', 'state-changed', 'assigned', 'missing'],
      ],
      [
        'a head that knows of no log',
        (id) => tamper(service, 'cases', caseKeys.head(id), { remove: ['audit'] }),
        1,
        ['opened', 'noted', 'answered', 'state-changed', 'assigned'],
      ],
      [
        'a row that is none',
        (id) => tamper(service, 'cases', caseKeys.audit(id, 4), { set: { sealed: 'a text' } }),
        4,
        ['opened', 'noted', 'answered', 'damaged', 'assigned'],
      ],
    ])('%s', async (_, tampering, at, expected) => {
      const id = await worked();
      service.logs.length = 0;
      await tampering(id, await lines(id));
      const log = await logOf(id);
      expect(log.check).toEqual({ kind: 'broken', at });
      expect(shown(log)).toEqual(expected);
      expect(service.logs).toEqual([{ event: 'audit-log-broken' }]);
    });
  });

  it('a case that changes while its log is read is not a broken one', async () => {
    const id = await worked();
    let once = true;
    service.interrupt.before = async ({ caller, command, input }) => {
      if (!once || caller !== 'team' || command !== 'QueryCommand') return;
      if (!JSON.stringify(input).includes(`WORK#${id}`)) return;
      once = false;
      await post(service, lead, `/api/cases/${id}/notes`, { text: 'In between.' });
    };
    const log = await logOf(id);
    service.interrupt.before = undefined;
    expect([once, log.check]).toEqual([false, { kind: 'whole', entries: 6 }]);
  });

  describe('is handed out', () => {
    it('as JSON Lines with number, hash and content, by a lead or the assignee; the last line says so', async () => {
      const id = await worked();
      const response = await post(service, lead, `/api/cases/${id}/audit/export`, {});
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
      expect(response.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[a-z]+-[a-z]+-\d\d-audit-log\.jsonl"$/,
      );
      expect(response.headers.get('cache-control')).toBe('no-store');
      const text = await response.text();
      const exported = text
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one) as { number: number; hash: string; content: Shown });
      const stored = await lines(id);
      expect(exported.map(({ number, hash }) => [number, hash])).toEqual(
        stored.map(({ number, hash }) => [number, Buffer.from(hash).toString('hex')]),
      );
      expect(exported.at(-1)?.content).toMatchObject({ action: 'exported', by: { name: 'Ada' } });
      expect((await logOf(id)).check).toEqual({ kind: 'whole', entries: 6 });
    });

    it('with damaged and missing lines in their places', async () => {
      const id = await worked();
      await remove(id, 2);
      await tamper(service, 'cases', caseKeys.audit(id, 4), { set: { sealed: randomBytes(50) } });
      const text = await (await post(service, lead, `/api/cases/${id}/audit/export`, {})).text();
      const exported = text
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one) as Record<string, unknown>);
      expect(exported).toHaveLength(6);
      expect(exported[1]).toEqual({ number: 2, through: 2, missing: true });
      expect(exported[3]).toMatchObject({ number: 4, unreadable: true });
    });
  });

  describe('as a page', () => {
    const page = async (cookie: string, path: string, init: RequestInit = { headers: { cookie } }) => {
      const response = await service.team(path, init);
      return { status: response.status, headers: response.headers, body: await response.text() };
    };

    it('shows each line, that the log is whole, and the way to export it to whom may', async () => {
      const id = await worked();
      await read(service, member, id);
      const mine = await page(await signedInCookie(service, member.memberId), `/cases/${id}/audit`);
      expect(mine.status).toBe(200);
      expect(mine.body).toContain('The log is whole.');
      expect(mine.body).toContain('Changed the state: <bdi>In review</bdi>');
      expect(mine.body).toContain(`action="/cases/${id}/audit/export"`);
      expect(mine.body).toMatch(/<title>Audit log · Team<\/title>/);
      await post(service, lead, `/api/cases/${id}/assignee`, { memberId: null });
      const notAssigned = await page(await signedInCookie(service, member.memberId), `/cases/${id}/audit`);
      expect(notAssigned.body).not.toContain('/audit/export');
      const tried = formPost({}, await signedInCookie(service, member.memberId));
      expect((await page('', `/cases/${id}/audit/export`, tried)).status).toBe(403);
    });

    it('says at which line it is broken, and shows damage in its place', async () => {
      const id = await worked();
      await remove(id, 2);
      await remove(id, 3);
      const { body } = await page(await signedInCookie(service, lead.memberId), `/cases/${id}/audit`);
      expect(body).toContain('The log is broken at line 2.');
      expect(body).toContain('2 to 3');
      expect(body).toContain('These lines are missing.');
    });

    it('comes after the conflict check, and is nowhere for whom the case does not exist', async () => {
      const excluded = await service.addMember();
      const id = await worked({ excludedMembers: [excluded.memberId] });
      const cookie = await signedInCookie(service, member.memberId);
      const unopened = await page(cookie, `/cases/${id}/audit`);
      expect([unopened.status, unopened.headers.get('location')]).toEqual([303, `/cases/${id}`]);
      const hidden = await signedInCookie(service, excluded.memberId);
      expect((await page(hidden, `/cases/${id}/audit`)).status).toBe(404);
      expect((await page('', `/cases/${id}/audit/export`, formPost({}, hidden))).status).toBe(404);
    });

    it('hands the file out to the form', async () => {
      const id = await worked();
      const cookie = await signedInCookie(service, lead.memberId);
      const download = await page('', `/cases/${id}/audit/export`, formPost({}, cookie));
      expect([download.status, download.headers.get('content-type')]).toEqual([
        200,
        'application/jsonl; charset=utf-8',
      ]);
      expect(download.body.trimEnd().split('\n')).toHaveLength(6);
      const foreign = formPost({}, cookie, {
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
      });
      expect((await page('', `/cases/${id}/audit/export`, foreign)).status).toBe(403);
      expect((await logOf(id)).entries).toHaveLength(6);
    });
  });
});
