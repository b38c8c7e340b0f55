import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { loadRingPublicKey } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { casePermissions } from '../../functions/domain/casework/operations.ts';
import { mostLinkedCases } from '../../functions/domain/casework/routing/link-cases.ts';
import { briefPart, encodeBrief } from '../../functions/domain/case/brief.ts';
import { adjectives, animals } from '../../functions/domain/case/case-name-words.ts';
import { sealToRing } from '../../functions/domain/key-ring/seal-to-ring.ts';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { signedInCookie } from '../team/as-browser.ts';
import { caseIdOf, get, post, postOnce, read, tamper, type SignedIn } from '../team/as-member.ts';
import { tryOf, type Scene } from '../team/permitted-operations.ts';
import { seen, type Seen } from './two-worlds.ts';

type Person = SignedIn & { readonly memberId: string };

/** Why the case at the other end of a link does not exist for the member who looks. */
const reasons = ['excluded', 'another channel', 'recused', 'set aside', 'joined later'] as const;
type Reason = (typeof reasons)[number];
const surfaces = ['page', 'json'] as const;
const operations = [...casePermissions.keys()];
type Step = readonly [string, (typeof surfaces)[number]];
const all = operations.flatMap((operation) => surfaces.map((surface): Step => [operation, surface]));
/** After these the case is gone for the member: they come last. */
const isLeaving = ([operation]: Step): boolean =>
  operation === 'recuse-oneself' || operation === 'transfer-case';
const stories: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.shuffledSubarray(
      all.filter((step) => !isLeaving(step)),
      { minLength: 10, maxLength: 20 },
    ),
    fc.option(fc.constantFrom(...all.filter(isLeaving)), { nil: undefined }),
  )
  .map(([story, last]) => (last ? [...story, last] : story));
const runs = Number(process.env.NON_INTERFERENCE_RUNS ?? 5);

// What is different in any two cases: ids and hashes, and names of two words, of a case with two digits.
const twoWords = `(?:${adjectives.join('|')})-(?:${animals.join('|')})`;
const ofThisCase = new RegExp(`[\\w-]{22,}|\\b${twoWords}(?:-\\d\\d)?\\b`, 'g');

describe('a case that somebody else has linked to one the member may not know', () => {
  let service: Service;
  let member: Person;
  let lead: Person;
  let recused: Person;
  let aside: Person;
  let later: Person;
  let cookie = '';
  let before = '';
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ role: 'lead', channels: ['conduct', 'security'] });
    before = await caseIdOf(service, await fileReport(service));
    service.clock.advance(3_600_000);
    member = await service.addMember({ role: 'lead', channels: ['conduct'] });
    recused = await service.addMember({ channels: ['conduct'] });
    aside = await service.addMember({ channels: ['conduct'] });
    cookie = await signedInCookie(service, member.memberId);
  });
  afterAll(() => service.close());

  const does = async (who: Person, path: string, body: object): Promise<void> => {
    const { status } = await post(service, who, `/api/cases/${path}`, body);
    if (status >= 300) throw new Error(`${path} is answered ${status}`);
  };

  const hidden = async (reason: Reason): Promise<string> => {
    if (reason === 'joined later') return before;
    const filed = await fileReport(service, {
      channel: reason === 'another channel' ? 'security' : 'conduct',
      answers: { whatHappened: 'It.' },
      excludedMembers: reason === 'excluded' ? [member.memberId] : [],
    });
    const id = await caseIdOf(service, filed);
    if (reason === 'recused') await does(member, `${id}/recusal`, {});
    if (reason === 'set aside') {
      await read(service, lead, id);
      await does(lead, `${id}/aside`, { memberId: member.memberId, reason: 'Close.' });
    }
    return id;
  };

  /** A case that everybody who tries has opened, with somebody recused and somebody set aside; and another one. */
  const visible = async (): Promise<{ readonly id: string; readonly other: string }> => {
    const answers = { whatHappened: 'It.', who: 'Ben' };
    const [id = '', other = ''] = await Promise.all(
      [1, 2].map(async () => caseIdOf(service, await fileReport(service, { answers, urgent: true }))),
    );
    for (const who of [member, lead]) for (const one of [id, other]) await read(service, who, one);
    await does(recused, `${id}/recusal`, {});
    await does(lead, `${id}/aside`, { memberId: aside.memberId, reason: 'Close.' });
    return { id, other };
  };

  const played = async (
    { id, other }: { readonly id: string; readonly other: string },
    story: readonly Step[],
  ): Promise<Seen[]> => {
    const scene: Scene = {
      caseId: id,
      otherId: other,
      actorId: member.memberId,
      colleagueId: lead.memberId,
      laterId: later.memberId,
      recusedId: recused.memberId,
      asideId: aside.memberId,
      attachmentId: 'A'.repeat(22),
      now: service.clock.now,
    };
    const answers: Seen[] = [];
    for (const [operation, surface] of story) {
      const attempt = tryOf(operation)[surface](scene);
      const { seen: looked } = await seen(service, cookie, `${operation}, ${surface}`, attempt);
      answers.push({
        ...looked,
        headers: looked.headers.map(([name, value]) => [name, value.replace(ofThisCase, '')] as const),
        body: looked.body.replace(ofThisCase, ''),
      });
    }
    return answers;
  };

  it('looks and answers as one in which they wrote a private note, whatever is done', async () => {
    later = await service.addMember({ channels: ['conduct'] });
    // The first look of a day is written down, and rings are opened once.
    await played(await visible(), all);
    await get(service, member, '/api/cases');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...reasons), stories, async (reason, story) => {
        const without = await visible();
        await does(lead, `${without.id}/notes`, { text: 'The same story.', private: true });
        const linked = await visible();
        const far = await hidden(reason);
        await read(service, lead, far);
        await does(lead, `${linked.id}/links`, { caseId: far, reason: 'The same story.' });
        expect(await played(linked, story)).toEqual(await played(without, story));
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });

  const linksOfOthers = async (id: string, count: number): Promise<void> => {
    const ring = await loadRingPublicKey(service.dynamo, service.emulators.tables.team, 'conduct', 'briefs');
    const ids = Array.from(
      { length: count },
      (_, number) => `${'B'.repeat(20)}${String(number).padStart(2, '0')}`,
    );
    const told = {
      title: '',
      persons: '',
      spaces: '',
      excludedMembers: [],
      recusedMembers: [],
      linkedCases: ids,
    };
    const sealedBrief = sealToRing(ring, { caseId: id, part: briefPart }, encodeBrief(told));
    await tamper(service, 'vault', vaultKeys.case(id), { set: { sealedBrief } });
  };

  it('takes the same number of links of the member’s own, however many others there are', async () => {
    const others: string[] = [];
    for (let made = 0; made <= mostLinkedCases; made++) {
      const other = await caseIdOf(service, await fileReport(service));
      await read(service, member, other);
      others.push(other);
    }
    const taken = async (ofOthers: number): Promise<number[]> => {
      const { id } = await visible();
      await linksOfOthers(id, ofOthers);
      const statuses: number[] = [];
      for (const caseId of others) {
        const body = { caseId, reason: 'One.' };
        statuses.push((await postOnce(service, member, `/api/cases/${id}/links`, body)).status);
      }
      return statuses;
    };
    const full = [...others.slice(0, mostLinkedCases).map(() => 200), 409];
    expect(await taken(0)).toEqual(full);
    expect(await taken(60)).toEqual(full);
  });

  it('is read with the same calls up to 33 links of others', async () => {
    const callsOf = async (count: number): Promise<string[]> => {
      const { id } = await visible();
      await linksOfOthers(id, count);
      service.calls.length = 0;
      await read(service, member, id);
      return service.calls.map(({ command }) => command).toSorted();
    };
    const none = await callsOf(0);
    expect(await callsOf(33)).toEqual(none);
    // What is left to tell, as the threat model says.
    expect((await callsOf(34)).length).toBe(none.length + 1);
  });
});
