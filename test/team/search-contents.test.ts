import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { adjectives, animals } from '../../functions/domain/case/case-name-words.ts';
import { createAccessToken } from '../../infra/ops/member/members.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, setState, tamper, type SignedIn } from './as-member.ts';
import { correction, decidingOf, violation } from './deciding.ts';
import { atPages, wordsOf } from './team-pages.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;
type Place = {
  readonly in: string;
  readonly of?: string;
  readonly id?: string;
  readonly from?: string;
  readonly excerpt?: string;
};
type Found = {
  readonly cases: readonly { readonly id: string; readonly found: readonly Place[] }[];
  readonly searched: { readonly lines: number; readonly contents: number };
  readonly cursor?: string;
};
type Case = { readonly id: string; readonly filed: Filed };

/** Names of cases are drawn by lot, and a search finds cases by the beginnings of words of their names. */
const mayNameCase = (q: string): boolean =>
  q.split(' ').some((word) => [...adjectives, ...animals].some((name) => name.startsWith(word)));

describe('searching what is in the cases', () => {
  let service: Service;
  let ada: Member;
  let ben: Member;
  let lead: Member;
  beforeAll(async () => {
    service = await startService();
    [ada, ben] = [await service.addMember(), await service.addMember()];
    lead = await service.addMember({ role: 'lead' });
  });
  afterAll(() => service.close());

  const page = async (who: SignedIn, q: string, more: Record<string, string> = {}): Promise<Found> => {
    if (mayNameCase(q)) throw new Error(`“${q}” may be found in the name of any case`);
    const answer = await get(service, who, `/api/cases?${new URLSearchParams({ q, ...more }).toString()}`);
    expect(answer.status).toBe(200);
    return bodyOf<Found>(answer);
  };
  const pagesOf = async (who: SignedIn, q: string, more: Record<string, string> = {}): Promise<Found[]> => {
    const all = [await page(who, q, more)];
    for (let cursor = all[0]?.cursor; cursor !== undefined; cursor = all.at(-1)?.cursor)
      all.push(await page(who, q, { ...more, cursor }));
    return all;
  };
  /** Where each case is found, by its id. */
  const places = async (who: SignedIn, q: string): Promise<Record<string, string[]>> => {
    const found = (await pagesOf(who, q)).flatMap(({ cases }) => cases);
    return Object.fromEntries(found.map((one) => [one.id, one.found.map((place) => place.in)]));
  };
  const file = async (whatHappened = 'Something.', more: Record<string, unknown> = {}): Promise<Case> => {
    const filed = await fileReport(service, { channel: 'conduct', answers: { whatHappened }, ...more });
    return { id: await caseIdOf(service, filed), filed };
  };
  const reply = ({ filed: { token } }: Case, text: string): Promise<Response> =>
    service.reporter('/api/follow-up/entries', jsonRequest({ text }, bearer(token).headers));
  const note = (who: SignedIn, id: string, text: string, more: object = {}): Promise<Response> =>
    post(service, who, `/api/cases/${id}/notes`, { text, ...more });

  it('finds reports, messages of both sides, reasons and notes of open and closed cases, and says where with a few words', async () => {
    const told = await file(`${'At the bar. '.repeat(30)}The takahe was there. ${'Later. '.repeat(30)}`);
    const asked = await file();
    await reply(asked, 'A TAKAHÉ, I think.');
    const answered = await file();
    const noted = await file();
    const closed = await file();
    for (const { id } of [told, asked, answered, noted, closed]) await read(service, ada, id);
    await post(service, ada, `/api/cases/${answered.id}/messages`, { text: 'No takahe is meant.' });
    await note(ada, noted.id, 'It is a takahe.');
    await setState(service, ada, closed.id, 'closed', { reason: 'No takahe.', whyNoMessage: 'Told.' });
    const [all] = await pagesOf(ada, 'takahe');
    expect(all?.cursor).toBeUndefined();
    const found = new Map(all?.cases.map((one) => [one.id, one.found]));
    expect(found.size).toBe(5);
    expect(found.get(told.id)).toMatchObject([{ in: 'report', id: '1', from: 'reporter' }]);
    expect(found.get(told.id)?.[0]?.excerpt).toMatch(/^….*The takahe was there\..*…$/);
    expect(found.get(asked.id)).toMatchObject([
      { in: 'message', from: 'reporter', excerpt: 'A TAKAHÉ, I think.' },
    ]);
    expect(found.get(answered.id)).toMatchObject([
      { in: 'message', from: 'team', excerpt: 'No takahe is meant.' },
    ]);
    expect(found.get(noted.id)).toMatchObject([{ in: 'note', excerpt: 'It is a takahe.' }]);
    expect(found.get(closed.id)).toMatchObject([{ in: 'note', excerpt: 'No takahe. Told.' }]);
    // What the service says by itself, and the questions of the form, are nobody’s words.
    expect(await places(ada, 'automatic')).toEqual({});
    expect(await places(ada, 'happened')).toEqual({});
  });

  it('a word of a text and one of its case’s line are found together, and the line alone is enough', async () => {
    const both = await file('A quokka.', { answers: { whatHappened: 'A quokka.', who: 'Olga' } });
    await read(service, ada, both.id);
    expect(await places(ada, 'quokka olga')).toEqual({ [both.id]: ['report'] });
    expect(await places(ada, 'olga')).toEqual({ [both.id]: ['line'] });
    expect(await places(ada, 'quokka olga nobody')).toEqual({});
  });

  it('opens no case and reads none: who has not opened it finds nothing of it, nor does anybody while something is unread', async () => {
    const one = await file('An axolotl.');
    expect(await places(ada, 'axolotl')).toEqual({});
    const opened = await read(service, ben, one.id);
    expect(await places(ada, 'axolotl')).toEqual({});
    expect(await places(ben, 'axolotl')).toEqual({ [one.id]: ['report'] });
    await reply(one, 'Another axolotl.');
    expect(await places(ben, 'axolotl')).toEqual({});
    // Still unread; and nothing was changed by searching.
    const answer = await bodyOf<{ cases: { id: string; unread: boolean; version: number }[] }>(
      await get(service, ben, '/api/cases?limit=50'),
    );
    const line = answer.cases.find(({ id }) => id === one.id);
    expect([line?.unread, line?.version]).toEqual([true, opened.version + 1]);
    await read(service, ben, one.id);
    expect(await places(ben, 'axolotl')).toEqual({ [one.id]: ['report', 'message'] });
    expect(await places(ada, 'axolotl')).toEqual({});
  });

  it('finds for a token that may only read what its member finds, and writes nothing', async () => {
    const one = await file('A numbat.');
    const token = await createAccessToken(service.ops, ben.memberId, { scope: 'read' });
    const reader = { authorization: `Bearer ${token ?? ''}` };
    expect(await places(reader, 'numbat')).toEqual({});
    await read(service, ben, one.id);
    await places(reader, 'numbat');
    service.calls.length = 0;
    expect(await places(reader, 'numbat')).toEqual({ [one.id]: ['report'] });
    const commands = new Set(service.calls.map(({ command }) => command.replace('Command', '')));
    expect([...commands].sort()).toEqual(['BatchGetItem', 'Query']);
  });

  it('finds for nobody what they may not know: excluded, recused, set aside, a private note, a note about another case', async () => {
    const eve = await service.addMember();
    const excluded = await file('A peccary.', { excludedMembers: [eve.memberId] });
    const left = await file('A peccary.');
    const aside = await file('A peccary.');
    for (const { id } of [excluded, left, aside]) {
      await read(service, lead, id);
      await read(service, eve, id).catch(() => undefined);
    }
    expect(Object.keys(await places(eve, 'peccary')).sort()).toEqual([left.id, aside.id].sort());
    await post(service, eve, `/api/cases/${left.id}/recusal`, {});
    await post(service, lead, `/api/cases/${aside.id}/aside`, {
      memberId: eve.memberId,
      reason: 'A friend.',
    });
    expect(await places(eve, 'peccary')).toEqual({});
    expect(Object.keys(await places(lead, 'peccary'))).toHaveLength(3);

    const shown = await file();
    await read(service, eve, shown.id);
    await note(lead, shown.id, 'A capybara.', { private: true });
    await post(service, lead, `/api/cases/${shown.id}/links`, {
      caseId: excluded.id,
      reason: 'A capybara too.',
    });
    expect(await places(eve, 'capybara')).toEqual({});
    expect(await places(lead, 'capybara')).toEqual({
      [shown.id]: ['note', 'note'],
      [excluded.id]: ['note'],
    });
  });

  it('finds for an outside reviewer what was granted to them and they have opened', async () => {
    const reviewer = await service.addMember({ role: 'outside-reviewer' });
    const [one, other] = [await file('A wallaby.'), await file('A wallaby.')];
    for (const { id } of [one, other]) await read(service, lead, id);
    expect(await places(reviewer, 'wallaby')).toEqual({});
    await post(service, lead, `/api/cases/${one.id}/grants`, {
      memberId: reviewer.memberId,
      reason: 'To look.',
    });
    expect(await places(reviewer, 'wallaby')).toEqual({});
    await read(service, reviewer, one.id);
    expect(await places(reviewer, 'wallaby')).toEqual({ [one.id]: ['report'] });
  });

  it('goes on where keys are damaged, and notes it in the log', async () => {
    const [damaged, whole] = [await file('A dugong.'), await file('A dugong.')];
    for (const { id } of [damaged, whole]) await read(service, ada, id);
    const sealed = { version: 1, suite: 1, keyRing: 'reports', epoch: 1, bytes: new Uint8Array(80) };
    await tamper(service, 'vault', vaultKeys.case(damaged.id), { set: { threads: { reporter: sealed } } });
    service.logs.length = 0;
    expect(await places(ada, 'dugong')).toEqual({ [whole.id]: ['report'] });
    expect(service.logs).toContainEqual({ event: 'row-unreadable', count: 1 });
    service.logs.length = 0;
  });

  it('finds what is in respondents, findings, proposals with their letters, measures and tasks, and says where', async () => {
    const grace = await service.addMember({ role: 'lead' });
    const { id } = await file('Nothing of that kind.');
    await read(service, grace, id);
    const { done, nobodyAsked } = decidingOf(service, id);
    const handles = [{ platform: 'chat', handle: 'quokka77' }];
    await done(grace, '/respondents', { name: 'Wombat Weber', handles });
    await done(grace, '/findings', { ...violation(), summary: 'A numbat was thrown.' });
    await nobodyAsked(grace);
    await done(grace, '/proposals', { ...correction(), reasons: 'Because of the bilby.' });
    await done(grace, '/tasks', { text: 'Ask the echidna.' });
    const kinds = async (q: string): Promise<unknown> => {
      const found = (await pagesOf(grace, q)).flatMap(({ cases }) => cases);
      return found.map((one) => [one.id, one.found.map((place) => [place.in, place.of])]);
    };
    expect(await kinds('quokka77')).toEqual([[id, [['record', 'respondent']]]]);
    expect(await kinds('numbat')).toEqual([[id, [['record', 'finding']]]]);
    expect(await kinds('bilby')).toEqual([[id, [['record', 'proposal']]]]);
    expect(await kinds('echidna')).toEqual([[id, [['record', 'task']]]]);
    // Who has not opened the case finds nothing of it, and an id or the name of who wrote it is no text.
    expect(await pagesOf(await service.addMember(), 'quokka77')).toMatchObject([{ cases: [] }]);
    const html = await (await (await atPages(service, grace)).send('/cases', { q: 'numbat' })).text();
    expect(wordsOf(html)).toContain('In a finding : A numbat was thrown.');
  });

  it('says on the page where it was found, what was searched and what was not, and shows markup as text', async () => {
    const grace = await service.addMember();
    const one = await file('<i>An oboe.</i>');
    await read(service, grace, one.id);
    const pages = await atPages(service, grace);
    const html = await (await pages.send('/cases', { q: 'oboe' })).text();
    expect(html).toContain('<bdi>&lt;i&gt;An oboe.&lt;/i&gt;</bdi>');
    expect(html).toContain(`href="/cases/${one.id}#report"`);
    expect(wordsOf(html)).toMatch(
      /Searched: the names, tags, persons and places of 1 open or closed case; the contents of 1 open or closed case\. Reports, messages, notes, findings, letters, decisions and tasks are searched only in cases that you have opened/,
    );
    const closed = await file();
    await setState(service, grace, closed.id, 'closed', { reason: 'Done.', whyNoMessage: 'Told.' });
    const none = wordsOf(
      await (await pages.send('/cases', { q: 'nothing of that kind', status: 'closed' })).text(),
    );
    expect(none).toContain('No matches.');
    expect(none).toContain(
      'Searched: the names, tags, persons and places of 1 closed case; the contents of 1 closed case.',
    );
  });
});

describe('with more in the cases than one request looks through', () => {
  let service: Service;
  let member: Member;
  const ids: string[] = [];
  const many = 45;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
    for (let number = 0; number < many; number++) {
      const answers = { whatHappened: number % 22 === 21 ? 'A margay.' : 'Something.', where: 'Hall' };
      const id = await caseIdOf(service, await fileReport(service, { channel: 'conduct', answers }));
      await read(service, member, id);
      ids.push(id);
      if (number % 10 === 0) service.clock.advance(3_600_000);
    }
  });
  afterAll(() => service.close());

  const pagesOf = async (q: string, limit = '25'): Promise<Found[]> => {
    const all: Found[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ q, limit, ...(cursor === undefined ? {} : { cursor }) });
      const one = await bodyOf<Found>(await get(service, member, `/api/cases?${query.toString()}`));
      all.push(one);
      cursor = one.cursor;
    } while (cursor !== undefined && all.length < 100);
    return all;
  };
  const found = (pages: readonly Found[]): string[][] => pages.map(({ cases }) => cases.map(({ id }) => id));

  it('a hit beyond the first request is found by going on, each once, and a request has a bound', async () => {
    await pagesOf('margay');
    service.calls.length = 0;
    const all = await pagesOf('margay');
    expect(all.map(({ searched }) => searched)).toEqual([
      { lines: many, contents: 20 },
      { lines: 0, contents: 20 },
      { lines: 0, contents: 5 },
    ]);
    expect(found(all).flat().toSorted()).toEqual([ids[21], ids[43]].toSorted());
    expect(found(all)[0]).toEqual([]);
    // Who asks, a query for each channel’s open and closed cases, three reads of a hundred keys; and four for each content.
    expect(service.calls.length).toBe(3 * 8 + many * 4);
    expect(found(await pagesOf('margay', '1')).flat()).toHaveLength(2);
    // What is found by its line takes places on the page first, and its contents are not looked at.
    const [first] = await pagesOf('hall', '10');
    expect([first?.cases.length, first?.searched]).toEqual([10, { lines: 10, contents: 0 }]);
  });

  it('the page offers to search further, with the same words', async () => {
    const pages = await atPages(service, member);
    const html = await (await pages.send('/cases', { q: 'margay' })).text();
    expect(wordsOf(html)).toContain('No matches so far; there is more to look through.');
    expect(html).toContain('Go on');
    expect(wordsOf(html)).toContain(
      'Looked through the names of 45 cases, and through the contents of 20 of at most 45',
    );
    expect(html).toMatch(/<progress max="45" value="20"/);
    const cursor = /name="cursor" value="([\w-]+)"/.exec(html)?.[1] ?? '';
    const further = await (await pages.send('/cases', { q: 'margay', cursor })).text();
    expect(wordsOf(further)).toContain('A margay.');
  });

  it('goes on within a case that has more notes than a request looks through', async () => {
    const id = ids[44] ?? '';
    const write = async (text: string) =>
      expect((await post(service, member, `/api/cases/${id}/notes`, { text })).status).toBe(201);
    await write('A pangolin, long ago.');
    for (let number = 0; number < 40; number++) await write('Much. '.repeat(10_000));
    const all = await pagesOf('pangolin');
    expect(found(all).flat()).toEqual([id]);
    expect(all.length).toBeGreaterThan(4);
    // What stands in a later note is found first, and then the case is done.
    await write('A second pangolin.');
    const again = await pagesOf('pangolin');
    expect(found(again).flat()).toEqual([id]);
    expect(again.length).toBeLessThan(all.length);
  });
});
