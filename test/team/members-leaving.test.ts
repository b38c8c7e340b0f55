import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, passkeySettings, signedInCookie } from './as-browser.ts';
import { caseIdOf, list, post } from './as-member.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;
type Left = {
  readonly removed: boolean;
  readonly handedOver: number;
  readonly unassigned: number;
  readonly cursor?: string;
};

describe('handing over when somebody leaves', () => {
  let service: Service;
  let lead: Person;
  let leaving: Person;
  let successor: Person;
  beforeEach(async () => {
    service = await startService(passkeySettings);
    lead = await service.addMember({ name: 'Lea', role: 'lead' });
    leaving = await service.addMember({ name: 'Max' });
    successor = await service.addMember({ name: 'Sam' });
  });
  afterEach(() => service.close());

  const assigned = async (to: Person, report: Readonly<Record<string, unknown>> = {}): Promise<string> => {
    const id = await caseIdOf(service, await fileReport(service, report));
    const response = await post(service, to, `/api/cases/${id}/assignee`, { memberId: to.memberId });
    expect(response.status).toBe(200);
    return id;
  };
  const assignees = async (by: Person) => {
    const { cases } = await list(service, by);
    return Object.fromEntries(
      cases.map((line) => [line.id, (line as { readonly assignee?: string }).assignee]),
    );
  };
  const remove = async (query: Readonly<Record<string, string>>, by = lead, who = leaving): Promise<Left> => {
    const search = new URLSearchParams(query);
    const response = await service.team(`/api/members/${who.memberId}?${search.toString()}`, {
      method: 'DELETE',
      headers: { authorization: by.authorization },
    });
    expect(response.status).toBe(200);
    return bodyOf<Left>(response);
  };

  it('each case goes to the successor who may know of it, else to nobody; others keep theirs', async () => {
    const one = await assigned(leaving);
    const other = await assigned(leaving, { channel: 'security' });
    const excluded = await assigned(leaving, { excludedMembers: [successor.memberId] });
    const theirs = await assigned(successor);
    expect(await remove({ successor: successor.memberId })).toMatchObject({
      removed: true,
      handedOver: 2,
      unassigned: 1,
    });
    expect(await assignees(lead)).toEqual({
      [one]: successor.memberId,
      [other]: successor.memberId,
      [excluded]: undefined,
      [theirs]: successor.memberId,
    });
  });

  it('what they wrote stays theirs, and the successor is told that something waits', async () => {
    const id = await assigned(leaving);
    await post(service, leaving, `/api/cases/${id}/messages`, { text: 'We will look into it.' });
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    await list(service, successor);
    const before = (await service.emulators.ses.mails()).flatMap(({ to }) => to).sort();
    await remove({ successor: successor.memberId });
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    const after = (await service.emulators.ses.mails()).flatMap(({ to }) => to).sort();
    expect(after).toEqual([...before, successor.email].sort());
    const shown = await service.team(`/api/cases/${id}`, { headers: { authorization: lead.authorization } });
    expect(await shown.text()).toContain('"name":"Max"');
  });

  it('a case the lead may not know of is neither touched nor counted', async () => {
    const hidden = await assigned(leaving, { excludedMembers: [lead.memberId] });
    expect(await remove({ successor: successor.memberId })).toMatchObject({ handedOver: 0, unassigned: 0 });
    // An assignee who has left is nobody: the case is among those that wait for somebody.
    const waiting = await list(service, successor, '?assignee=none');
    expect(waiting.cases.map(({ id }) => id)).toEqual([hidden]);
    const notice = await post(service, successor, `/api/cases/${hidden}/assignee`, {
      memberId: successor.memberId,
    });
    expect(notice.status).toBe(200);
  });

  it('goes on page by page with a cursor that works for this lead and this member alone', async () => {
    for (let number = 0; number < 130; number++) {
      const id = await caseIdOf(service, await fileReport(service));
      // Straight into the row: what a hundred requests would have done.
      if (number < 110)
        await service.dynamo.send(
          new UpdateItemCommand({
            TableName: service.emulators.tables.cases,
            Key: toAttributes(caseKeys.head(id)),
            UpdateExpression: 'SET assignee = :them',
            ExpressionAttributeValues: toAttributes({ ':them': leaving.memberId }),
          }),
        );
    }
    const another = await service.addMember({ name: 'Lou', role: 'lead' });
    // One request changes at most fifty cases.
    const first = await remove({ successor: successor.memberId });
    expect(first.removed).toBe(true);
    expect(first.handedOver).toBe(50);
    const { cursor = '' } = first;
    const path = `/api/members/${leaving.memberId}?cursor=${cursor}`;
    const headers = { authorization: another.authorization };
    expect((await service.team(path, { method: 'DELETE', headers })).status).toBe(400);
    const second = await remove({ cursor });
    expect(second).toMatchObject({ removed: true, handedOver: 100 });
    const last = await remove({ cursor: second.cursor ?? '' });
    expect(last).toMatchObject({ removed: true, handedOver: 110, unassigned: 0 });
    expect(Object.values(await assignees(lead))).not.toContain(leaving.memberId);
  });

  it('who leaves by themselves is out when the last case is handed over', async () => {
    const second = await service.addMember({ name: 'Lou', role: 'lead' });
    const id = await assigned(second);
    const cookie = await signedInCookie(service, second.memberId);
    const path = `/members/${second.memberId}/removal`;
    const left = await service.team(path, formPost({ successor: lead.memberId, sure: 'yes' }, cookie));
    expect(await left.text()).toContain('1 open case handed over');
    expect((await service.team('/members', { headers: { cookie } })).status).toBe(303);
    expect(await assignees(lead)).toEqual({ [id]: lead.memberId });
  });

  it('a successor who is nobody, or who leaves, is refused before anything happens', async () => {
    for (const id of ['nobody-at-all', leaving.memberId]) {
      const refused = await service.team(`/api/members/${leaving.memberId}?successor=${id}`, {
        method: 'DELETE',
        headers: { authorization: lead.authorization },
      });
      expect(refused.status).toBe(422);
    }
    expect((await list(service, leaving)).cases).toEqual([]);
  });
});
