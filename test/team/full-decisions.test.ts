import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRoom, roomBytes } from '../../functions/domain/casework/decision/room.ts';
import {
  findingRecord,
  measureRecord,
  opinionRecord,
  proposalRecord,
} from '../../functions/domain/casework/record/decision-records.ts';
import type { RecordKind, RecordWrite } from '../../functions/domain/casework/record/work-record.ts';
import type { Measure } from '../../functions/domain/decision/measure.ts';
import type { Proposal } from '../../functions/domain/decision/proposal.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { signedInCookie } from './as-browser.ts';
import { get, type ProblemBody } from './as-member.ts';
import { editCase } from './decided-case.ts';
import { correction, proposedCase, violation, type Deciding } from './deciding.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

/** What Lambda hands through is at most 6 MB. */
const mostBytes = 6_000_000;

const textOf = (bytes: number): string =>
  'They said “no”. '.repeat(Math.ceil(bytes / 18)).slice(0, bytes / 1.3);

describe('a case in which as much is written as there is room for', () => {
  let service: Service;
  let lead: Member;
  let ada: Member;
  let ben: Member;
  let deciding: Deciding;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Lea', role: 'lead' });
    ada = await service.addMember({ name: 'Ada' });
    ben = await service.addMember({ name: 'Ben' });
    deciding = await proposedCase(service, [ada, ben, lead]);
    await deciding.approve(ada);
    await deciding.approve(ben);
    await fillWithMeasures();
    await fillWithProposals();
  });
  afterAll(() => service.close());

  const by = () => ({ id: ada.memberId, name: ada.name });
  const on = '2026-03-10';
  const write = async (records: readonly RecordWrite[]): Promise<void> => {
    for (let at = 0; at < records.length; at += 10)
      await editCase(service, lead, deciding.caseId, { records: records.slice(at, at + 10) });
  };
  /** As many of the first as there is room for, then as many of the second. */
  const fill = async <Content>(
    part: keyof typeof roomBytes,
    kind: RecordKind<Content>,
    contents: readonly Content[],
  ): Promise<void> => {
    const records: RecordWrite[] = [];
    let taken = 0;
    for (const after of contents)
      for (; hasRoom(part, taken, kind, { after }); taken += kind.bytes(after))
        records.push(kind.write(after));
    await write(records);
  };
  const fillWithMeasures = (): Promise<void> => {
    const measure: Measure = {
      respondent: 1,
      type: 'ban',
      what: textOf(1000),
      from: on,
      until: '2026-12-31',
      status: 'to-do',
      rollOuts: Array.from({ length: 60 }, () => ({
        platform: 'chat',
        restriction: 'ban',
        account: textOf(200),
        done: { by: by(), on },
      })),
      broken: Array.from({ length: 2 }, () => ({ by: by(), on, reason: textOf(4000) })),
    };
    const small = { ...measure, rollOuts: [], broken: [], reason: textOf(4000) };
    return fill('measures', measureRecord, [measure, small]);
  };
  const fillWithProposals = (): Promise<void> => {
    const letter = {
      language: 'en' as const,
      behaviour: textOf(4000),
      impact: textOf(4000),
      expected: textOf(4000),
      consequences: textOf(4000),
    };
    const proposal: Proposal = {
      content: {
        respondent: 1,
        rung: 'correction',
        from: on,
        measures: Array.from({ length: 20 }, () => ({ type: 'reading', what: textOf(1000) })),
        letter,
        reporterText: textOf(8000),
        reasons: textOf(8000),
      },
      hash: 'h',
      status: 'withdrawn',
      by: by(),
      on,
      team: [ada.memberId],
    };
    const { content } = proposal;
    const small = { ...proposal, content: { ...content, measures: [], letter: undefined } };
    return fill('deciding', proposalRecord, [proposal, small]);
  };
  const code = async (answer: Response): Promise<string> => (await bodyOf<ProblemBody>(answer)).code;

  it('still answers, each page and each list within what a Lambda may answer', async () => {
    const cookie = await signedInCookie(service, ada.memberId);
    for (const below of ['', '/proposals', '/decisions', '/measures', '/letters', '/findings', '/opinions']) {
      const answer = await get(service, ada, `/api/cases/${deciding.caseId}${below}`);
      expect([below, answer.status]).toEqual([below, 200]);
      expect((await answer.text()).length).toBeLessThan(mostBytes);
    }
    for (const below of ['', '/investigation', '/decision', '/measures']) {
      const answer = await service.team(`/cases/${deciding.caseId}${below}`, {
        headers: { cookie, 'sec-fetch-site': 'same-origin' },
      });
      expect([below, answer.status]).toEqual([below, 200]);
      expect((await answer.text()).length).toBeLessThan(mostBytes);
    }
  });

  it('takes nothing more that would be too long to be shown', async () => {
    const { act } = deciding;
    const long = correction({ reasons: textOf(8000), reporterText: textOf(8000) });
    expect(await code(await act(ada, '/proposals', long))).toBe('case-full');
    const other = { of: 'reporter', respondent: 1, said: textOf(8000) };
    const restriction = { respondent: 1, type: 'ban', until: on, reason: textOf(4000) };
    expect(await code(await act(ada, '/restrictions', restriction))).toBe('case-full');
    const hash = await deciding.hash(ada);
    expect(await code(await act(ada, '/decisions', { proposal: 1, hash }))).toBe('case-full');
    // What is there can be written anew, ticked off and given up.
    expect((await act(ada, '/opinions', other)).status).toBe(200);
    expect((await act(ada, '/findings', violation({ summary: textOf(4000) }))).status).toBe(200);
    const undone = { measure: 1, account: 1, is: 'undone' };
    expect((await act(ada, '/measures/accounts/status', undone)).status).toBe(200);
    expect((await act(lead, '/measures/waive', { measure: 1, reason: textOf(4000) })).status).toBe(200);
    expect((await act(ada, '/proposals/withdraw', { proposal: 1 })).status).toBe(200);
  });

  it('keeps what it is decided by within bounds that stay so', () => {
    const finding = { respondent: 1, outcome: 'violation' as const, rules: [], summary: '', by: by(), on };
    const opinion = { of: 'reporter', respondent: 1, writtenBy: by(), on } as const;
    expect(hasRoom('deciding', roomBytes.deciding, findingRecord, { after: finding })).toBe(false);
    expect(hasRoom('deciding', roomBytes.deciding, opinionRecord, { before: opinion, after: opinion })).toBe(
      true,
    );
    expect(roomBytes.deciding + roomBytes.measures).toBeLessThan(mostBytes / 1.5);
  });
});
