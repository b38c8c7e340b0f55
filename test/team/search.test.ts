import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import {
  excerptOf,
  holdsAll,
  plainLine,
  searchWords,
} from '../../functions/domain/casework/reading/search-words.ts';
import { bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  caseIdOf,
  get,
  list,
  pages,
  post,
  setState,
  tamper,
  type ProblemBody,
  type SignedIn,
} from './as-member.ts';

type Given = { readonly who?: string; readonly where?: string };

describe('searching the cases', () => {
  let service: Service;
  let member: SignedIn & { memberId: string };
  const report = (named: Given, more: Readonly<Record<string, unknown>> = {}): Promise<Filed> =>
    fileReport(service, {
      channel: 'conduct',
      answers: {
        whatHappened: 'Zanzibar stands in the report alone.',
        ...(named.who === undefined ? {} : { who: named.who }),
        ...(named.where === undefined ? {} : { where: named.where }),
      },
      ...more,
    });
  const found = async (q: string, who: SignedIn = member, more = ''): Promise<string[]> => {
    const { cases } = await list(service, who, `?q=${encodeURIComponent(q)}${more}`);
    return cases.map(({ caseName }) => caseName);
  };

  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterAll(() => service.close());

  it('finds by persons and spaces named and by the name of the case, in part too, and by nothing else of a case that is not opened', async () => {
    const filed = await report({ who: 'María-José Sørensen', where: 'The Lounge, room 4' });
    await report({ who: 'Somebody else' });
    const { caseName } = filed;
    for (const q of [
      'María-José Sørensen',
      'maria jose',
      'SORENSEN',
      'sørens',
      'lounge',
      'room 4 maria',
      caseName,
      caseName.toUpperCase().replaceAll('-', ' '),
    ])
      expect(await found(q), q).toEqual([caseName]);
    for (const q of ['zanzibar', 'maria somebody', 'lounges', 'received', filed.token.slice(0, 8)])
      expect(await found(q), q).toEqual([]);
  });

  it('finds what is written in other scripts', async () => {
    const arabic = await report({ who: 'مُحَمَّد' });
    const greek = await report({ where: 'Ἀθῆναι' });
    expect(await found('محمد')).toEqual([arabic.caseName]);
    expect(await found('αθηναι')).toEqual([greek.caseName]);
  });

  it('looks through open and closed cases of all channels; in one channel, in one state, and among closed cases alone, if asked', async () => {
    const here = await report({ where: 'Quentin' });
    const there = await fileReport(service, {
      channel: 'security',
      answers: { whatHappened: 'A hole.', component: 'Quentin 2.1' },
    });
    const done = await report({ where: 'Quentin' });
    await setState(service, member, await caseIdOf(service, here), 'in-review');
    await setState(service, member, await caseIdOf(service, done), 'closed');
    expect(await found('quentin', member, '&channel=conduct')).toEqual([here.caseName, done.caseName]);
    expect(await found('quentin', member, '&channel=security')).toEqual([there.caseName]);
    expect(await found('quentin', member, '&state=in-review')).toEqual([here.caseName]);
    expect(await found('quentin', member, '&status=closed')).toEqual([done.caseName]);
    expect((await found('quentin', member, '&status=open')).sort()).toEqual(
      [here.caseName, there.caseName].sort(),
    );
    // Open ones first.
    const all = await found('quentin');
    expect([all.toSorted(), all.at(-1)]).toEqual([
      [here.caseName, there.caseName, done.caseName].sort(),
      done.caseName,
    ]);
  });

  it('does not find what does not exist for the member: excluded, recused, not granted, withdrawn, expired', async () => {
    const excluded = await service.addMember();
    const shown = await report({ who: 'Xanthippe' });
    await report({ who: 'Xanthippe' }, { excludedMembers: [excluded.memberId] });
    const recused = await report({ who: 'Xanthippe' });
    await post(service, excluded, `/api/cases/${await caseIdOf(service, recused)}/recusal`, {});
    const withdrawn = await report({ who: 'Xanthippe' });
    await service.reporter('/api/follow-up', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${withdrawn.token}` },
    });
    const expired = await report({ who: 'Xanthippe' });
    await tamper(service, 'vault', vaultKeys.case(await caseIdOf(service, expired)), {
      set: { expiresAt: service.clock.now.toISOString() },
    });
    expect(await found('xanthippe', excluded)).toEqual([shown.caseName]);
    expect(await found('xanthippe')).toHaveLength(3);
    expect(await found('xanthippe', await service.addMember())).toEqual([]);
    expect(await found('xanthippe', await service.addMember({ channels: ['security'] }))).toEqual([]);
    const reviewer = await service.addMember({ role: 'outside-reviewer' });
    expect(await found('xanthippe', reviewer)).toEqual([]);
    const lead = await service.addMember({ role: 'lead' });
    const id = await caseIdOf(service, await report({ who: 'Xanthippe' }));
    await post(service, lead, `/api/cases/${id}/grants`, { memberId: reviewer.memberId, reason: 'To look.' });
    expect(await found('xanthippe', reviewer)).toHaveLength(1);
  });

  it('leaves a damaged case out: nothing can be said of it', async () => {
    const damaged = await report({ who: 'Wolfgang' });
    await tamper(service, 'vault', vaultKeys.case(await caseIdOf(service, damaged)), {
      set: { sealedBrief: { version: 1, suite: 1, keyRing: 'x', epoch: 1, bytes: new Uint8Array(9) } },
    });
    expect(await found('wolfgang')).toEqual([]);
  });

  it('refuses what holds no letter or digit, and what is too long', async () => {
    for (const q of ['', ' ', '...', '\u0301', 'x'.repeat(201)]) {
      const response = await get(service, member, `/api/cases?q=${encodeURIComponent(q)}`);
      expect(response.status, JSON.stringify(q)).toBe(422);
      const { code, errors } = await bodyOf<ProblemBody>(response);
      expect([code, errors?.map(({ pointer }) => pointer)]).toEqual(['invalid-fields', ['/q']]);
    }
  });

  it('a cursor goes on with the same search and with no other, and says nothing of it', async () => {
    for (let number = 0; number < 3; number++) await report({ who: 'Perpetua' });
    const first = await list(service, member, '?q=perpetua&limit=2');
    const cursor = first.cursor ?? '';
    expect(first.cases).toHaveLength(2);
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('perpetua');
    const go = async (query: string) =>
      (await get(service, member, `/api/cases?limit=2&cursor=${cursor}${query}`)).status;
    expect(await go('&q=perpetua')).toBe(200);
    expect(await Promise.all([go('&q=perpetu'), go(''), go('&q=perpetua&state=received')])).toEqual([
      400, 400, 400,
    ]);
    const all = (await pages(service, member, { q: 'perpetua', limit: '2' })).flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
    expect(all).toHaveLength(3);
  });

  it('every word must be found, each anywhere', () => {
    const line = {
      head: { caseName: 'amber-falcon-27' },
      brief: { title: 'amber-falcon-27', persons: 'Ben Straße', spaces: 'Łódź' },
    };
    // What else a line holds is not looked at.
    const finds = (text: string) => holdsAll(searchWords(text), plainLine(line as never, { tags: {} }));
    expect(['strasse ben', 'lodz amber', 'falcon-27', 'str'].map(finds)).toEqual([true, true, true, true]);
    expect(['ben falcons', 'benstrasse'].map(finds)).toEqual([false, false]);
  });

  it('in a text every word must be found too, some of them in the line of its case; a few words around are shown', () => {
    const long = `${'Something else. '.repeat(40)}He said <b>José</b> was there.${' And more.'.repeat(40)}`;
    const excerpt = (text: string, line = '') => excerptOf(searchWords(text), line, long);
    expect(excerpt('jose')).toMatch(/^….*<b>José<\/b>.*…$/);
    expect(excerpt('jose')?.length).toBeLessThanOrEqual(122);
    expect(excerpt('jose lounge', 'the lounge')).toBe(excerpt('jose'));
    expect([excerpt('jose lounge'), excerpt('lounge', 'the lounge')]).toEqual([undefined, undefined]);
    // Scripts that part no words, and a text that is all shown.
    const chinese = `${'我昨天在会议室看到了他'.repeat(20)}王小明${'没有人说话'.repeat(20)}`;
    expect(excerptOf(['王小明'], '', chinese)).toContain('王小明');
    expect(excerptOf(['short'], '', '  A short\n text. ')).toBe('A short text.');
    expect(excerptOf(['x'.repeat(200)], '', 'x'.repeat(300))?.length).toBe(121);
  });
});

describe('with more cases than one request looks through', () => {
  let service: Service;
  let member: SignedIn & { memberId: string };
  const many = 540;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
    for (let number = 0; number < many; number++) {
      const who = number >= 530 ? 'Ursula' : 'Nobody';
      await fileReport(service, { channel: 'conduct', answers: { whatHappened: 'It.', who } });
      if (number % 20 === 0) service.clock.advance(3_600_000);
    }
  });
  afterAll(() => service.close());

  it('a page is short and goes on; nothing is left out or shown twice, and its work has a bound', async () => {
    service.calls.length = 0;
    const first = await list(service, member, '?q=ursula&limit=5&channel=conduct');
    const calls = service.calls.filter(({ caller }) => caller === 'team').length;
    expect([first.cases.length, first.cursor !== undefined]).toEqual([0, true]);
    expect(calls).toBeLessThan(20);
    const all = await pages(service, member, { q: 'ursula', limit: '5' });
    // Then what is in the cases, none of which the member has opened.
    // Which page a case stands on depends on its random id, where dates are the same.
    const lengths = all.map(({ length }) => length);
    expect(Math.max(...lengths)).toBe(5);
    expect(lengths.length).toBeLessThan(12);
    expect(all.flat()).toHaveLength(10);
    expect(new Set(all.flat().map(({ id }) => id)).size).toBe(10);
  });

  it('a page of the plain list costs as few calls as with a handful of cases', async () => {
    const callsOf = async (from: Service, who: SignedIn) => {
      await list(from, who, '?limit=5&channel=conduct');
      from.calls.length = 0;
      await list(from, who, '?limit=5&channel=conduct');
      return from.calls.map(({ command }) => command);
    };
    const few = await startService();
    const other = await few.addMember();
    for (let number = 0; number < 7; number++) await fileReport(few, { channel: 'conduct' });
    expect(await callsOf(service, member)).toEqual(await callsOf(few, other));
    await few.close();
  });

  it('where a page ends tells nothing of cases that do not exist for the member', async () => {
    const before = await list(service, member, '?q=ursula&limit=5');
    for (let number = 0; number < 120; number++)
      await fileReport(service, {
        channel: 'conduct',
        answers: { whatHappened: 'It.', who: 'Ursula' },
        urgent: true,
        excludedMembers: [member.memberId],
      });
    const after = await list(service, member, '?q=ursula&limit=5');
    expect(after.cases).toEqual(before.cases);
    const rest = async (cursor = '') =>
      (await list(service, member, `?q=ursula&limit=5&cursor=${cursor}`)).cases.map(({ id }) => id);
    expect(await rest(after.cursor)).toEqual(await rest(before.cursor));
  });
});
