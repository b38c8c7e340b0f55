import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { sendEntry, someBytes, upload } from '../reporter/api/files.ts';
import { caseIdOf, post, read } from '../team/as-member.ts';
import { correction, decidingOf, violation } from '../team/deciding.ts';
import type { Operation } from './size-class-stories.ts';

const hour = 3_600_000;

/** One of the two worlds: its people do the same things at the same times, with its texts and files. */
export type World = {
  readonly service: Service;
  /** @returns what the world would open of the reporter's identity: only done when the other one can as well */
  readonly act: (operation: Operation) => Promise<(() => Promise<Response>) | undefined>;
};

const done = async (response: Promise<Response>): Promise<Response> => {
  const answer = await response;
  if (answer.status >= 500) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer;
};

/** @param at which texts of a story are its own */
export const beginWorld = async (at: 0 | 1): Promise<World> => {
  const service = await startService();
  const lead = await service.addMember({ name: 'Lea', role: 'lead' });
  const second = await service.addMember({ name: 'Ada' });
  const others = [await service.addMember(), await service.addMember()].map(({ memberId }) => memberId);
  let latest: { readonly filed: Pick<Filed, 'token'>; readonly id: string } | undefined;

  const identityOf = (parts: { readonly name: boolean; readonly contact: boolean }) => ({
    ...(parts.name ? { name: ['Grace', 'Hypatia of Alexandria'][at] } : {}),
    ...(parts.contact ? { contact: ['g@example.org', `x${'y'.repeat(1_900)}`][at] } : {}),
  });
  const toCase = async (path: string, body: unknown): Promise<void> => {
    if (latest) await done(post(service, lead, `/api/cases/${latest.id}/${path}`, body));
  };

  /** All of the team approve the latest proposal, or the lead puts it in force; of no case that has none. */
  const decide = async (what: 'approve' | 'put in force'): Promise<void> => {
    if (!latest) return;
    const deciding = decidingOf(service, latest.id);
    const { proposals = [] } = await deciding.list<{
      proposals?: readonly { number: number; hash?: string }[];
    }>(lead, '/proposals');
    const last = proposals.at(-1);
    if (!last) return;
    const text = { proposal: last.number, hash: last.hash ?? '' };
    if (what === 'put in force') return toCase('decisions', text);
    for (const who of [lead, second])
      await done(post(service, who, `/api/cases/${latest.id}/approvals`, { ...text, verdict: 'approves' }));
  };

  const act = async (operation: Operation): ReturnType<World['act']> => {
    const excluded = others[at] ?? '';
    switch (operation.do) {
      case 'report': {
        const filed = await fileReport(service, {
          answers: { whatHappened: operation.text[at], who: operation.who[at] },
          identity: identityOf(operation.given[at]),
          excludedMembers: [excluded],
          urgent: operation.urgent,
        });
        latest = { filed, id: await caseIdOf(service, filed) };
        break;
      }
      case 'file a report for somebody': {
        const how = { forWhom: 'another', reporterKnows: true, cameBy: 'mail', door: true };
        const answers = { whatHappened: operation.text[at] };
        const body = { answers, identity: identityOf(operation.given[at]), ...how };
        const filed = await bodyOf<{ token: string; id: string }>(
          await done(post(service, lead, '/api/cases', body)),
        );
        latest = { filed, id: filed.id };
        break;
      }
      case 'reply':
        if (latest) await done(sendEntry(service, latest.filed.token, { text: operation.text[at] }));
        break;
      case 'send a file': {
        if (!latest) break;
        const bytes = someBytes(operation.size[at]);
        const door = await service.reporter('/api/follow-up', bearer(latest.filed.token));
        if (door.status !== 200) break;
        const { reference } = await upload(service, { name: 'data.bin', bytes }, latest.filed);
        const entry = { text: operation.text[at], attachments: [{ reference }] };
        await done(sendEntry(service, latest.filed.token, entry));
        break;
      }
      case 'change the words': {
        if (!latest) break;
        const tickets = await service.reporter('/api/tickets', { method: 'POST' });
        const wish = jsonRequest(await tickets.json(), bearer(latest.filed.token).headers);
        const answer = await done(service.reporter('/api/follow-up/passphrase', wish));
        if (answer.ok) latest = { ...latest, filed: await bodyOf<{ token: string }>(answer) };
        break;
      }
      case 'read':
        if (latest) await read(service, lead, latest.id);
        break;
      case 'answer': {
        const inTouch = { name: operation.inTouch[at].slice(0, 90), by: '2026-12-01' };
        await toCase('messages', { text: operation.text[at], inTouch });
        break;
      }
      case 'write a note':
        await toCase('notes', { text: operation.text[at], private: operation.private });
        break;
      case 'add a task':
        await toCase('tasks', { text: operation.text[at] });
        break;
      case 'close':
        await toCase('state', {
          state: 'closed',
          reason: operation.reason[at],
          whyNoMessage: operation.reason[at],
        });
        break;
      case 'move to another channel':
        await toCase('transfer', { channel: 'security', reason: operation.reason[at] });
        break;
      case 'open what the reporter said of themselves': {
        if (!latest) break;
        // In each world a part that was given there, if there is one in both.
        const { identity } = await bodyOf<{ identity: object }>(
          await service.team(`/api/cases/${latest.id}`, { headers: { authorization: lead.authorization } }),
        );
        const [part] = Object.keys(identity);
        const opened = latest.id;
        const reason = operation.reason[at];
        return part === undefined
          ? undefined
          : () => done(post(service, lead, `/api/cases/${opened}/identity`, { part, reason }));
      }
      case 'name a respondent':
        await toCase('respondents', { name: operation.text[at].slice(0, 90) });
        break;
      case 'record a finding':
        await toCase('findings', violation({ summary: operation.text[at] }));
        break;
      case 'note what they think':
        for (const of of ['reporter', 'respondent'])
          await toCase('opinions', { of, respondent: 1, said: operation.text[at] });
        break;
      case 'propose':
        // What stands beside the reasons would carry some of them over the end of the smallest class.
        await toCase('proposals', correction({ reasons: operation.text[at], reporterText: 'x'.repeat(600) }));
        break;
      case 'approve':
      case 'put in force':
        await decide(operation.do);
        break;
      case 'restrict somebody at once':
        await toCase('restrictions', {
          ...{ respondent: 1, type: 'ban', until: '2026-03-12' },
          reason: operation.text[at],
        });
        break;
      case 'keep the case longer':
        await toCase('holds', { until: '2027-03-10', reason: operation.text[at] });
        break;
      case 'list evidence':
        await toCase('evidence', { what: operation.text[at].slice(0, 400), elsewhere: 'The log.' });
        break;
      case 'write down a conversation':
        await toCase('interviews', {
          ...{ who: 'Kim', whenOn: '2026-03-09', how: 'call' },
          said: operation.text[at],
        });
        break;
      case 'change whom the case names':
        await toCase('named', { persons: operation.text[at].slice(0, 100), reason: 'They told us.' });
        break;
      case 'a quarter of an hour passes':
        service.clock.advance(hour / 4);
        break;
    }
    return undefined;
  };
  return { service, act };
};
