import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, fileReport, formRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, whole, type ProblemBody, type SignedIn } from './as-member.ts';

const neverBorn = 'A'.repeat(22);

describe('name and contact of a reporter', () => {
  let service: Service;
  let member: SignedIn & { readonly memberId: string; readonly name: string };
  let filed: Filed;
  let id: string;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember({ name: 'Ada' });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    filed = await fileReport(service, { identity: { name: 'Grace', contact: 'grace@example.org' } });
    id = await caseIdOf(service, filed);
    service.logs.length = 0;
  });

  const open = (wanted: object, to = id, who: SignedIn = member) =>
    post(service, who, `/api/cases/${to}/identity`, wanted);
  const opened = async () =>
    (await bodyOf<{ identity: unknown }>(await get(service, member, `/api/cases/${id}`))).identity;
  const identityCalls = () =>
    service.calls.filter(
      ({ command, input }) => command === 'DecryptCommand' && JSON.stringify(input).includes('"identity"'),
    ).length;
  /** What the reporter is shown when they come back by their words. */
  const pageOfReporter = async (): Promise<string> =>
    (await service.reporter('/follow-up', formRequest({ words: filed.passphrase }))).text();

  it('are opened one at a time, for a reason', async () => {
    const answer = await open({ part: 'contact', reason: 'To agree on a time to speak.' });
    expect([answer.status, await answer.text()]).toEqual([
      200,
      JSON.stringify({ part: 'contact', text: 'grace@example.org' }),
    ]);
    expect(await opened()).toEqual({ name: {}, contact: { openedOn: '2026-03-10' } });
    expect(await bodyOf(await open({ part: 'name', reason: 'The venue asks.' }))).toEqual({
      part: 'name',
      text: 'Grace',
    });
  });

  it.each([
    [{ part: 'name' }, '/reason'],
    [{ part: 'name', reason: '' }, '/reason'],
    [{ part: 'name', reason: ' \n\u00a0' }, '/reason'],
    [{ part: 'address', reason: 'Why not.' }, '/part'],
    [{ reason: 'Why not.' }, '/part'],
    [{ part: 'name', reason: 'x'.repeat(5_000) }, '/reason'],
    [{ part: 'name', reason: 'x', also: 'contact' }, '/also'],
  ])('%j opens nothing, notes nothing and names what is wrong', async (wanted, pointer) => {
    service.calls.length = 0;
    const answer = await open(wanted);
    expect(answer.status).toBe(422);
    const { errors } = await bodyOf<ProblemBody>(answer);
    expect(errors?.map((error) => error.pointer)).toEqual([pointer]);
    expect(identityCalls()).toBe(0);
    expect(await opened()).toEqual({ name: {}, contact: {} });
    expect((await read(service, member, id)).notes).toEqual([]);
  });

  it('are in no view of the case; each opening is noted for the team with its author and reason', async () => {
    await open({ part: 'contact', reason: 'To call them back.' });
    await open({ part: 'contact', reason: 'I lost the paper.' });
    const shown = await read(service, member, id);
    const author = { id: member.memberId, name: 'Ada' };
    expect(shown.notes).toMatchObject([
      { kind: 'identity', part: 'contact', reason: 'To call them back.', author },
      { kind: 'identity', part: 'contact', reason: 'I lost the paper.', author },
    ]);
    const list = await (await get(service, member, '/api/cases')).text();
    for (const text of [JSON.stringify(shown), list]) {
      expect(text).not.toContain('Grace');
      expect(text).not.toContain('grace@');
    }
  });

  it('that were opened are shown as opened to the reporter, with the day and not the reason', async () => {
    expect(await pageOfReporter()).not.toContain('opened on');
    await open({ part: 'contact', reason: 'To call them back.' });
    const page = await pageOfReporter();
    expect(page).toContain('Your contact details were opened on 10 March 2026.');
    expect(page).not.toContain('Your name was opened');
    expect(page).not.toContain('call them back');
  });

  it('cost one call of KMS each time: the ring’s key is never kept', async () => {
    service.calls.length = 0;
    for (let time = 1; time <= 3; time++) {
      expect((await open({ part: 'name', reason: 'Once more.' })).status).toBe(200);
      expect(identityCalls()).toBe(time);
    }
  });

  it('stay shut while KMS refuses; that somebody tried is noted all the same', async () => {
    await read(service, member, id);
    const refused = { kind: 'fail', code: 'AccessDeniedException', statusCode: 400 } as const;
    service.emulators.faults.kms.next('Decrypt', refused);
    const answer = await open({ part: 'name', reason: 'To greet them.' });
    service.emulators.faults.kms.clear();
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('Grace');
    expect((await read(service, member, id)).notes).toMatchObject([{ kind: 'identity', part: 'name' }]);
    expect(await pageOfReporter()).toContain('Your name was opened on 10 March 2026.');
  });

  it('that were not given are answered so, and nothing is noted', async () => {
    const silent = await caseIdOf(
      service,
      await fileReport(service, { identity: { name: 'Grace', contact: ' ' } }),
    );
    const answer = await open({ part: 'contact', reason: 'To call them.' }, silent);
    expect(answer.status).toBe(404);
    expect((await bodyOf<ProblemBody>(answer)).code).toBe('no-identity');
    expect((await read(service, member, silent)).notes).toEqual([]);
  });

  it('do not exist for excluded members and members of other channels', async () => {
    const excluded = await service.addMember();
    const foreign = await service.addMember({ channels: ['security'] });
    const hidden = await caseIdOf(
      service,
      await fileReport(service, { excludedMembers: [excluded.memberId], identity: { name: 'Grace' } }),
    );
    service.calls.length = 0;
    for (const who of [excluded, foreign]) {
      for (const part of ['name', 'contact']) {
        const wanted = { part, reason: 'Curious.' };
        const none = await whole(await open(wanted, neverBorn, who));
        expect(none).toMatchObject({ status: 404 });
        expect(await whole(await open(wanted, hidden, who))).toEqual(none);
      }
    }
    expect(identityCalls()).toBe(0);
    expect((await read(service, member, hidden)).notes).toEqual([]);
  });
});
