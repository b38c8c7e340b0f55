import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, formRequest, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, postOnce, read, refusalOf } from './as-member.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Linked = { readonly linked: readonly { readonly id: string; readonly caseName: string }[] };

describe('cases about one incident', () => {
  let service: Service;
  let member: Member;
  let other: Member;
  let securityOnly: Member;
  let conductOnly: Member;
  let filed: [Filed, Filed];
  let ids: [string, string];
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
    other = await service.addMember();
    securityOnly = await service.addMember({ channels: ['security'] });
    conductOnly = await service.addMember({ channels: ['conduct'] });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.interrupt.before = undefined;
    filed = [await fileReport(service), await report({ channel: 'security' })];
    ids = [await caseIdOf(service, filed[0]), await caseIdOf(service, filed[1])];
  });

  const report = (more: object = {}): Promise<Filed> => fileReport(service, { ...more });
  const link = (id = ids[0], caseId = ids[1], who = member): Promise<Response> =>
    post(service, who, `/api/cases/${id}/links`, { caseId, reason: 'The same evening.' });
  const unlink = (id = ids[0], caseId = ids[1], who = member): Promise<Response> =>
    post(service, who, `/api/cases/${id}/links/remove`, { caseId, reason: 'Another evening.' });
  const linkedOf = async (id: string, who = member): Promise<string[]> =>
    (await bodyOf<Linked>(await get(service, who, `/api/cases/${id}`))).linked.map((one) => one.id);
  const statusFor = async (who: Member, id: string): Promise<number> =>
    (await get(service, who, `/api/cases/${id}/brief`)).status;

  it('name each other, for those who may see both; for others there is no other', async () => {
    expect((await link()).status).toBe(200);
    expect([await linkedOf(ids[0]), await linkedOf(ids[1])]).toEqual([[ids[1]], [ids[0]]]);
    expect(await linkedOf(ids[0], conductOnly)).toEqual([]);
    expect(await linkedOf(ids[1], securityOnly)).toEqual([]);
    const notes = (await read(service, member, ids[0])).notes;
    expect(notes.map(({ kind, reason }) => [kind, reason])).toEqual([['link', 'The same evening.']]);
  });

  it('show their reporters nothing of each other: what they see stays the same, byte for byte', async () => {
    await Promise.all(ids.map((id) => read(service, member, id)));
    const views = async (): Promise<string[]> => {
      const shown: string[] = [];
      for (const { token, passphrase } of filed) {
        shown.push(await (await service.reporter('/api/follow-up', bearer(token))).text());
        const page = await (await service.reporter('/follow-up', formRequest({ words: passphrase }))).text();
        shown.push(page.replaceAll(/name="handle" value="[^"]*"/g, 'name="handle"'));
      }
      return shown;
    };
    const before = await views();
    expect((await link()).status).toBe(200);
    expect(await views()).toEqual(before);
    expect((await unlink()).status).toBe(200);
    expect(await views()).toEqual(before);
  });

  it('leave everybody’s access as it was, exclusions and recusals included, and so does parting them', async () => {
    const excluded = await service.addMember();
    const recused = await service.addMember();
    filed = [await report({ excludedMembers: [excluded.memberId] }), await report()];
    ids = [await caseIdOf(service, filed[0]), await caseIdOf(service, filed[1])];
    await post(service, excluded, `/api/cases/${ids[1]}/assignee`, { memberId: excluded.memberId });
    await post(service, recused, `/api/cases/${ids[0]}/recusal`, {});
    const access = async () => {
      const found: number[] = [];
      for (const who of [excluded, recused, member, other])
        for (const id of ids) found.push(await statusFor(who, id));
      return found;
    };
    const before = await access();
    expect(before).toEqual([404, 200, 404, 200, 200, 200, 200, 200]);
    expect((await link()).status).toBe(200);
    expect(await access()).toEqual(before);
    expect(await linkedOf(ids[1], excluded)).toEqual([]);
    expect((await unlink()).status).toBe(200);
    expect(await access()).toEqual(before);
    expect(await read(service, member, ids[1])).toMatchObject({ assignee: excluded.memberId });
  });

  it('are linked one with one: what another is linked to is not said of both', async () => {
    const third = await caseIdOf(service, await report());
    expect((await link()).status).toBe(200);
    expect((await link(ids[0], third, conductOnly)).status).toBe(200);
    expect((await linkedOf(ids[0])).sort()).toEqual([ids[1], third].sort());
    expect(await linkedOf(third)).toEqual([ids[0]]);
    expect(await linkedOf(ids[0], conductOnly)).toEqual([third]);
    expect((await unlink(third, ids[0], conductOnly)).status).toBe(200);
    expect(await linkedOf(ids[0])).toEqual([ids[1]]);
  });

  it('are left one by one: who leaves one still has the other', async () => {
    const leaving = await service.addMember();
    ids = [await caseIdOf(service, await report()), await caseIdOf(service, await report())];
    await post(service, leaving, `/api/cases/${ids[1]}/assignee`, { memberId: leaving.memberId });
    expect((await link()).status).toBe(200);
    expect((await post(service, leaving, `/api/cases/${ids[0]}/recusal`, {})).status).toBe(200);
    expect([await statusFor(leaving, ids[0]), await statusFor(leaving, ids[1])]).toEqual([404, 200]);
    expect(await read(service, member, ids[1])).toMatchObject({ assignee: leaving.memberId });
  });

  it('are opened both before they are linked', async () => {
    const asked = { caseId: ids[1], reason: 'The same evening.' };
    const path = `/api/cases/${ids[0]}/links`;
    expect(await refusalOf(await postOnce(service, member, path, asked))).toEqual([409, 'not-read']);
    await read(service, member, ids[0]);
    const halfway = await postOnce(service, member, path, asked);
    expect([halfway.status, await bodyOf(halfway)]).toMatchObject([
      409,
      { code: 'not-read', errors: [{ pointer: '/caseId' }] },
    ]);
    await read(service, member, ids[1]);
    expect((await postOnce(service, member, path, asked)).status).toBe(200);
  });

  it('name no case in notes and log to those who may not know it, and look there like a private note', async () => {
    const lead = await service.addMember({ role: 'lead', channels: ['conduct'] });
    ids = [
      await caseIdOf(service, await report()),
      await caseIdOf(service, await report({ channel: 'security' })),
    ];
    await link();
    await unlink();
    const note = { text: 'Mine.', private: true };
    await post(service, member, `/api/cases/${ids[0]}/notes`, note);
    const split = { channel: 'security', text: 'A part.', reason: 'For security.' };
    const both = await service.addMember({ role: 'lead' });
    await post(service, lead, `/api/cases/${ids[0]}/grants`, {
      memberId: both.memberId,
      reason: 'To split.',
    });
    expect((await post(service, both, `/api/cases/${ids[0]}/split`, split)).status).toBe(201);
    type Line = { readonly action?: string; readonly detail?: string; readonly withheld?: true };
    const logFor = async (who: Member): Promise<Line[]> => {
      const response = await get(service, who, `/api/cases/${ids[0]}/audit`);
      return (await bodyOf<{ entries: Line[] }>(response)).entries;
    };
    const shownTo = async (who: Member) => (await logFor(who)).map(({ action }) => action ?? 'withheld');
    const kinds = async (who: Member) => (await read(service, who, ids[0])).notes.map(({ kind }) => kind);
    const exported = await (await post(service, lead, `/api/cases/${ids[0]}/audit/export`, {})).text();
    for (const text of [
      exported,
      JSON.stringify(await logFor(lead)),
      JSON.stringify(await read(service, lead, ids[0])),
    ]) {
      expect(text).not.toContain(ids[1]);
      expect(text).not.toMatch(/The same evening|Another evening|For security/);
    }
    expect((await shownTo(lead)).filter((action) => action === 'withheld')).toHaveLength(4);
    expect(await kinds(lead)).toEqual(['grant']);
    expect(await kinds(member)).toEqual(['link', 'unlink', 'note', 'grant', 'split']);
    const name = (await read(service, member, ids[1])).caseName;
    expect(
      (await logFor(member)).filter(({ detail }) => detail === name).map(({ action }) => action),
    ).toEqual(['linked', 'unlinked']);
  });

  it('are refused when one of them does not exist for the member, with the same answer as for none', async () => {
    const none = await link(ids[0], 'A'.repeat(22));
    const hidden = await link(ids[0], ids[1], conductOnly);
    const bodies = [
      await none.text(),
      await hidden.text(),
      await (await link(ids[1], ids[0], conductOnly)).text(),
    ];
    expect([none.status, hidden.status]).toEqual([404, 404]);
    expect(new Set(bodies).size).toBe(1);
    expect(await linkedOf(ids[0])).toEqual([]);
  });

  it('are refused when they are one case, linked already, or not linked', async () => {
    expect(await refusalOf(await link(ids[0], ids[0]))).toEqual([422, 'same-case']);
    expect(await refusalOf(await unlink())).toEqual([409, 'not-linked']);
    await link();
    expect(await refusalOf(await link())).toEqual([409, 'linked-already']);
    expect(await refusalOf(await link(ids[1], ids[0]))).toEqual([409, 'linked-already']);
    const without = await post(service, member, `/api/cases/${ids[0]}/links`, { caseId: ids[1] });
    expect(without.status).toBe(422);
  });

  it('are at most eight with one', async () => {
    for (let count = 1; count < 8; count++)
      expect((await link(ids[0], await caseIdOf(service, await report()))).status).toBe(200);
    expect((await link()).status).toBe(200);
    const ninth = await caseIdOf(service, await report());
    expect(await refusalOf(await link(ids[0], ninth))).toEqual([409, 'too-many-links']);
  });

  it('are not for outside reviewers to link', async () => {
    const lead = await service.addMember({ role: 'lead' });
    const reviewer = await service.addMember({ role: 'outside-reviewer' });
    ids = [await caseIdOf(service, await report()), await caseIdOf(service, await report())];
    for (const id of ids) {
      const granted = { memberId: reviewer.memberId, reason: 'Asked.' };
      expect((await post(service, lead, `/api/cases/${id}/grants`, granted)).status).toBe(201);
    }
    expect((await link(ids[0], ids[1], reviewer)).status).toBe(403);
  });

  it('what a reporter writes to either of them in between is not lost, and both are linked', async () => {
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'team' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      const text = jsonRequest({ text: 'In between.' }, bearer(filed[1].token).headers);
      expect((await service.reporter('/api/follow-up/entries', text)).status).toBe(201);
    };
    expect((await link()).status).toBe(200);
    const shown = await read(service, member, ids[1]);
    expect(shown.threads.reporter.entries.map(({ text }) => text)).toContain('In between.');
    expect([await linkedOf(ids[0]), await linkedOf(ids[1])]).toEqual([[ids[1]], [ids[0]]]);
  });

  it('a report that is withdrawn in between links nothing', async () => {
    service.interrupt.before = async ({ caller, command }) => {
      if (caller !== 'team' || command !== 'TransactWriteItemsCommand') return;
      service.interrupt.before = undefined;
      const init = { method: 'DELETE', ...bearer(filed[1].token) };
      expect((await service.reporter('/api/follow-up', init)).status).toBe(200);
    };
    expect((await link()).status).toBe(404);
    expect(await linkedOf(ids[0])).toEqual([]);
  });

  it('two who link at once to one case both have what they wanted', async () => {
    const third = await caseIdOf(service, await report());
    const answers = await Promise.all([link(ids[0], ids[1], member), link(ids[0], third, other)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await linkedOf(ids[0])).sort()).toEqual([ids[1], third].sort());
    expect([await linkedOf(ids[1]), await linkedOf(third)]).toEqual([[ids[0]], [ids[0]]]);
  });
});
