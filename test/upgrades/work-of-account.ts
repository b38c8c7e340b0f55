import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { toAttributes } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { caseKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { sealStatistic } from '../../functions/domain/statistics/sealed-statistic.ts';
import { randomCommunity } from '../domain/statistics/random-community.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import type { Service } from '../harness/service.ts';
import { hold } from '../held/held-reports.ts';
import { caseIdOf, post, read, setState } from '../team/as-member.ts';
import { correction, decidingOf, violation } from '../team/deciding.ts';
import { look, namedCase } from '../team/met-before.ts';
import { agreeTo } from '../team/two-people.ts';
import type { AccountRows } from './released-rows.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;

const robin = { name: 'Robin Roe', handles: [{ platform: 'chat', handle: 'robin' }] };
const copy = { to: 'police', recipient: 'The police', basis: 'law', contents: 'case', reason: 'They asked.' };

const done = async (response: Response): Promise<Response> => {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
};

/** A case that is decided, handed out, closed, and whose reporter answers the questions at the end. */
const decide = async (
  service: Service,
  members: readonly [Person, Person],
): Promise<Filed & { id: string }> => {
  const filed = await fileReport(service, {
    answers: { whatHappened: 'Robin shouted at me.', who: 'Robin' },
  });
  const id = await caseIdOf(service, filed);
  for (const who of members) await read(service, who, id);
  const [lead, member] = members;
  const deciding = decidingOf(service, id);
  await deciding.done(lead, '/respondents', robin);
  await deciding.done(lead, '/findings', violation());
  await deciding.nobodyAsked(lead);
  await deciding.done(lead, '/proposals', correction());
  for (const who of members) await deciding.approve(who);
  await done(await deciding.force(lead));
  await deciding.done(lead, '/copies', { ...copy, whyNotTold: 'It would not be safe.' });
  await done(await agreeTo(service, member, id));
  await deciding.done(lead, '/copies/open', { request: 1 });
  await done(await setState(service, lead, id, 'closed'));
  const answers = jsonRequest({ answers: [5, 4, 3] }, bearer(filed.token).headers);
  await done(await service.reporter('/api/follow-up/survey', answers));
  return { ...filed, id };
};

/** What is counted of the year before, as far as channels of ours go. */
const countBefore = async (service: Service): Promise<void> => {
  const rows = randomCommunity(3, { first: '2025-01', months: 12, reports: 24 });
  for (const [index, row] of rows.filter(({ channel }) => channel === 'conduct').entries()) {
    const ring = await service.teamContext.ringPublicKey(row.channel, 'register');
    const { month, id, sealed } = sealStatistic(ring, `row-${index}`.padEnd(22, '0'), row);
    const Item = toAttributes({ ...caseKeys.statistic(month, id), sealed });
    await service.dynamo.send(new PutItemCommand({ TableName: service.emulators.tables.cases, Item }));
  }
};

/** A report that is published, and another draft of the same period. @returns the id of the draft */
const publish = async (service: Service, leads: readonly [Person, Person]): Promise<string> => {
  const readers = leads.map(({ memberId }) => memberId);
  const draft = async (): Promise<string> => {
    const wanted = { from: '2025-01', until: '2025-12', readers };
    return (
      await bodyOf<{ id: string }>(await done(await post(service, leads[0], '/api/transparency', wanted)))
    ).id;
  };
  const [first, other] = [await draft(), await draft()];
  for (const who of leads) await done(await post(service, who, `/api/transparency/${first}/approval`, {}));
  return other;
};

/** What a service remembers and accounts after a few days of work. */
export const workOfAccount = async (service: Service): Promise<AccountRows['held']> => {
  const lead = await service.addMember({ name: 'Lea', role: 'lead' });
  const otherLead = await service.addMember({ name: 'Leo', role: 'lead' });
  const member = await service.addMember({ name: 'Mia' });
  const waiting = await hold(service, ['Kai Quixotic']);
  await service.scheduledRun();
  const decided = await decide(service, [lead, member]);
  const withdrawn = await fileReport(service, { answers: { whatHappened: 'I take this back.' } });
  await done(await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) }));
  await service.scheduledRun();
  const hidden = await namedCase(service, lead, robin, { excludedMembers: [member.memberId] });
  const again = await namedCase(service, member, robin);
  await look(service, member, again);
  const respondent = `/api/cases/${again}/respondents/1`;
  await done(await post(service, member, `${respondent}/person-notes`, { text: 'Speak in person.' }));
  await done(await post(service, member, `/api/cases/${again}/tags`, { add: ['later', 'Hall 2'] }));
  await done(await post(service, lead, '/api/review/checklist', { point: 'read-code' }));
  await countBefore(service);
  const draft = await publish(service, [lead, otherLead]);
  const sentLast = await hold(service, ['Uma Neverborn']);
  const knownAs = ({ memberId, authorization }: Person) => ({ memberId, authorization });
  return {
    lead: knownAs(lead),
    otherLead: knownAs(otherLead),
    member: knownAs(member),
    decided: { token: decided.token, passphrase: decided.passphrase, caseName: decided.caseName },
    waiting: { token: waiting.token },
    sentLast: { token: sentLast.token },
    ids: { decided: decided.id, hidden, again, draft },
  };
};
