import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { caseOperation } from '../../functions/domain/casework/change/operation.ts';
import { TooMuchAtOnce } from '../../functions/domain/casework/change/too-much-at-once.ts';
import { taskRecord } from '../../functions/domain/casework/record/task.ts';
import { mostDoors } from '../../functions/domain/door/door.ts';
import { doorKinds } from '../../functions/domain/thread/thread-name.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, post, read, refusalOf, setState } from './as-member.ts';
import { contextOf, editCase } from './decided-case.ts';
import { withDoors } from './many-doors.ts';
import { decideWith, nameSomebody, type Colleague } from './measured-case.ts';

describe('a case with as many doors as it can have', () => {
  let service: Service;
  let lead: Colleague;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead' });
    id = await caseIdOf(service, await fileReport(service));
    await read(service, lead, id);
    await nameSomebody(service, lead, id);
    const kinds = Array.from({ length: mostDoors }, (_, at) => doorKinds[at % doorKinds.length] ?? 'witness');
    await withDoors(service, lead, id, kinds);
  });
  afterAll(() => service.close());

  it('has no room for one more', async () => {
    const refused = await post(service, lead, `/api/cases/${id}/doors`, {
      kind: 'witness',
      whom: 'Somebody at the next table',
      language: 'es',
      about: 'A workshop.',
      questions: [],
    });
    expect(await refusalOf(refused)).toEqual([409, 'too-many-doors']);
  });

  it('is changed with all of them', async () => {
    await decideWith(service, lead, id, { measures: [{ type: 'no-contact' }] });
    const done = { measure: 1, status: 'done' };
    expect((await post(service, lead, `/api/cases/${id}/measures/status`, done)).status).toBe(200);
    expect((await setState(service, lead, id, 'closed')).status).toBe(200);
    expect((await setState(service, lead, id, 'reopened')).status).toBe(200);
  });

  it('writes nothing of what one transaction does not hold', async () => {
    const task = taskRecord.write({
      text: 'Ask.',
      addedBy: { id: lead.memberId, name: lead.name },
      addedOn: '2026-03-10',
    });
    const records = (count: number) => Array.from({ length: count }, () => task);
    const before = (await read(service, lead, id)).version;
    await expect(editCase(service, lead, id, { records: records(100) })).rejects.toThrow(TooMuchAtOnce);
    expect((await read(service, lead, id)).version).toBe(before);
    await editCase(service, lead, id, { records: records(50) });
  });

  it('says so in words, whatever the operation', async () => {
    const operation = caseOperation()({
      name: 'many',
      path: '/many',
      summary: '',
      permission: { roles: ['lead'] },
      input: z.strictObject({}),
      answer: z.object({}),
      gives: '',
      perform: () => Promise.reject(new TooMuchAtOnce()),
      problems: {},
      audit: {},
    });
    const ran = await operation.run(
      contextOf(service, lead),
      id,
      {},
      { part: undefined, sentKeyFor: undefined },
    );
    expect(ran).toMatchObject({
      kind: 'refused',
      refusal: 'too-much-at-once',
      problem: {
        is: 'conflict',
        detail: expect.stringContaining('Close conversations that are over') as unknown,
      },
    });
  });
});
