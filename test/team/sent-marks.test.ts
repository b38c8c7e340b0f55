import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentKeyFor } from '../../functions/team/case/case-request.ts';
import { bearer, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { keysOf, rowsOf } from '../scheduled/stored.ts';
import { caseIdOf, postOnce, read } from './as-member.ts';

describe('what marks a message as sent', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

  it('confirms no guess of what was sent, to whoever has the tables and knows the key of the request', async () => {
    const member = await service.addMember();
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await read(service, member, id);
    const once = { 'idempotency-key': '1' };
    const [text, note] = ['Are you safe?', 'He has done it before.'];
    for (let times = 0; times < 2; times++) {
      expect((await postOnce(service, member, `/api/cases/${id}/messages`, { text }, once)).status).toBe(201);
      expect((await postOnce(service, member, `/api/cases/${id}/notes`, { text: note }, once)).status).toBe(
        201,
      );
      const reply = jsonRequest({ text: 'Yes.' }, { ...bearer(filed.token).headers, ...once });
      expect((await service.reporter('/api/follow-up/entries', reply)).status).toBe(201);
    }
    const shown = await read(service, member, id);
    expect([shown.threads.reporter.entries.length, shown.notes.length]).toEqual([3, 1]);

    const marks = keysOf(await rowsOf(service, 'cases')).flatMap((key) => key.split('/SENT#')[1] ?? []);
    expect(marks).toHaveLength(3);
    for (const guess of [text, note]) expect(marks).not.toContain(sentKeyFor(member.memberId, '1', guess));
    // The same of another case has another mark.
    const other = await caseIdOf(service, await fileReport(service));
    await read(service, member, other);
    await postOnce(service, member, `/api/cases/${other}/notes`, { text: note }, once);
    const all = keysOf(await rowsOf(service, 'cases')).flatMap((key) => key.split('/SENT#')[1] ?? []);
    expect(new Set(all).size).toBe(4);
  });
});
