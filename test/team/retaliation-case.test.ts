import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { casePath } from '../../functions/team/routes.ts';
import { bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { newMailsOf } from '../harness/new-mails.ts';
import { startService, type Service } from '../harness/service.ts';
import { hiddenField, openReport, postForm } from '../reporter/pages.ts';
import { formPost, passkeySettings, signedInCookie } from './as-browser.ts';
import { caseIdOf, get, post, read, refusalOf } from './as-member.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Shown = Awaited<ReturnType<typeof read>> & {
  readonly linked: readonly { readonly id: string }[];
  readonly urgent: boolean;
  readonly risk?: { readonly retaliation?: string };
};

describe('a case that is made of what a reporter tells of retaliation', () => {
  let service: Service;
  let ada: Member;
  let ben: Member;
  let kept: Member;
  let filed: Filed;
  let caseId: string;
  let newMails: () => Promise<string[]>;
  beforeAll(async () => {
    service = await startService(passkeySettings);
    ada = await service.addMember({ name: 'Ada', role: 'lead', email: 'ada@example.org' });
    ben = await service.addMember({ name: 'Ben', email: 'ben@example.org' });
    kept = await service.addMember({ name: 'Kay', email: 'kay@example.org' });
    newMails = newMailsOf(service);
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    filed = await fileReport(service, {
      answers: { whatHappened: 'He shouted.', who: 'Robin Roe' },
      excludedMembers: [kept.memberId],
    });
    caseId = await caseIdOf(service, filed);
    await read(service, ada, caseId);
  });

  const tells = async (text = 'He took my task away.'): Promise<void> => {
    const handle = hiddenField(await openReport(service, filed.passphrase), 'handle');
    const sent = await postForm(service, '/follow-up/reply', { handle, act: 'retaliation', text });
    expect(sent.status).toBe(200);
  };
  const make = (who = ada, entry = 2): Promise<Response> =>
    post(service, who, `/api/cases/${caseId}/retaliation`, { entry });
  const shown = async (id: string, who = ada): Promise<Shown> => {
    await read(service, who, id);
    return bodyOf<Shown>(await get(service, who, `/api/cases/${id}`));
  };
  const made = async (answer: Response) => bodyOf<{ id?: string; caseName: string }>(answer);

  it('begins with their words, is urgent and linked, and has a high risk of retaliation', async () => {
    await tells();
    const answer = await make();
    expect(answer.status).toBe(201);
    const { id = '', caseName } = await made(answer);
    const fresh = await shown(id);
    expect(fresh.caseName).toBe(caseName);
    expect(fresh.threads.reporter.entries[0]?.text).toContain('He took my task away.');
    expect(fresh.urgent).toBe(true);
    expect(fresh.risk).toEqual({ retaliation: 'high' });
    expect(fresh.persons).toBe('Robin Roe');
    expect(fresh.linked.map((one) => one.id)).toEqual([caseId]);
    expect((await shown(caseId)).linked.map((one) => one.id)).toEqual([id]);
  });

  it('is kept from those from whom the reporter’s case is kept, and known to the same others', async () => {
    await tells();
    const { id = '' } = await made(await make());
    for (const who of [ada, ben, kept]) {
      const statuses = [];
      for (const one of [caseId, id])
        statuses.push((await get(service, who, `/api/cases/${one}/brief`)).status);
      expect(statuses).toEqual(who === kept ? [404, 404] : [200, 200]);
    }
  });

  it('is one case, whoever presses and however often', async () => {
    await tells();
    const first = await made(await make());
    const again = await make();
    expect(again.status).toBe(200);
    expect(await made(again)).toEqual(first);
    await tells('And now he threatens me.');
    const second = await made(await make(ada, 3));
    expect(second.id).not.toBe(first.id);
  });

  it('is made of nothing else that the reporter wrote', async () => {
    expect(await refusalOf(await make(ada, 1))).toEqual([404, 'no-such-entry']);
    expect(await refusalOf(await make(ada, 9))).toEqual([404, 'no-such-entry']);
  });

  it('is made with one press on the case’s page, which marks the entry', async () => {
    await tells();
    const cookie = await signedInCookie(service, ada.memberId);
    const page = await (await service.team(casePath(caseId), { headers: { cookie } })).text();
    expect(page).toContain('Says that somebody is retaliating against them.');
    expect(page).toContain('Make a linked case of it');
    const sent = await service.team(`${casePath(caseId)}/retaliation`, formPost({ entry: '2' }, cookie));
    expect(sent.status).toBe(303);
    expect((await shown(caseId)).linked).toHaveLength(1);
  });

  it('leaves the reporter’s page as it is but for nothing: they are told of no other case', async () => {
    await tells();
    const page = async (): Promise<string> =>
      (await openReport(service, filed.passphrase)).html.replaceAll(/value="[^"]*"/g, '');
    const before = await page();
    await make();
    expect(await page()).toBe(before);
  });

  it('begins with an act that is told at once to everybody but who is kept out, in a closed case too', async () => {
    await post(service, ada, `/api/cases/${caseId}/state`, {
      state: 'closed',
      reason: 'Done.',
      message: 'We have closed it.',
    });
    await service.scheduledRun();
    service.clock.advance(3_600_000);
    await service.scheduledRun();
    await newMails();
    await tells();
    const openNow = await bodyOf<{ cases: { id: string }[] }>(
      await get(service, ada, '/api/cases?status=open'),
    );
    expect(openNow.cases.map(({ id }) => id)).toContain(caseId);
    service.clock.advance(60_000);
    await service.scheduledRun();
    const told = (await newMails()).map((mail) => mail.split(' > ')[1]);
    expect(told).toContain('ben@example.org');
    expect(told).not.toContain('kay@example.org');
  });
});
