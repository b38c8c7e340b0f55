import { partitionOf, sortKeyOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { registerEntryRow } from '../../functions/adapters/dynamodb/rows/rows.ts';
import { parseRow } from '../../functions/adapters/dynamodb/client/attributes.ts';
import { openBrief } from '../../functions/domain/case/open-brief.ts';
import { openCase } from '../../functions/domain/casework/change/open-case.ts';
import { entryIdOf } from '../../functions/domain/casework/change/register-after.ts';
import { readDecisionRecords } from '../../functions/domain/casework/reading/read-records.ts';
import { keptRespondent } from '../../functions/domain/decision/kept-respondent.ts';
import { logAccessOf } from '../../functions/domain/register/log-access.ts';
import { blindKey, keysOfEntry, matchKeysOf, personKey } from '../../functions/domain/register/match-keys.ts';
import { openMatchSecret } from '../../functions/domain/register/match-secret.ts';
import type { RegisterEntry } from '../../functions/domain/register/register-entry.ts';
import type { SealedRegisterEntry } from '../../functions/domain/register/register-store.ts';
import { openRegisterEntry } from '../../functions/domain/register/sealed-register-entry.ts';
import type { Service } from '../harness/service.ts';
import { rowsOf, type Row } from '../scheduled/stored.ts';
import { contextOf } from './decided-case.ts';

export type StoredEntry = {
  readonly id: string;
  readonly row: SealedRegisterEntry;
  readonly attributes: Row;
  readonly entry: RegisterEntry;
};

const startsWith = (prefix: string) => (row: Row) => partitionOf(row).startsWith(prefix);

/** Every row of the register: entries as they open, `<blind key>/<entry>` of the index, `<case>/<entry>` of cases. */
export const storedRegister = async (service: Service) => {
  const rows = await rowsOf(service, 'cases');
  const entries: StoredEntry[] = [];
  for (const attributes of rows.filter(startsWith('REGISTER#'))) {
    const id = partitionOf(attributes).slice('REGISTER#'.length);
    const row = { id, ...parseRow(registerEntryRow, attributes) };
    const ring = await service.teamContext.openKeyRing(row.channel, 'register', 1);
    const entry = openRegisterEntry(ring, row);
    if (!entry) throw new Error('an entry of the register does not open');
    entries.push({ id, row, attributes, entry });
  }
  const pairs = (prefix: string, sortPrefix = '') =>
    rows
      .filter((row) => startsWith(prefix)(row) && sortKeyOf(row).startsWith(sortPrefix))
      .map((row) => `${partitionOf(row).slice(prefix.length)}/${sortKeyOf(row).slice(sortPrefix.length)}`)
      .toSorted();
  return { entries, index: pairs('MATCH#'), markers: pairs('WORK#', 'REGISTER#') };
};

type Member = Awaited<ReturnType<Service['addMember']>>;

/** What the register should hold of a case that is there, by its records: by the id of each entry. */
export const expectedOf = async (
  service: Service,
  member: Member,
  caseId: string,
): Promise<
  ReadonlyMap<string, Omit<RegisterEntry, 'personId' | 'logLinesUntil'> & { readonly kept: number }>
> => {
  const context = contextOf(service, member);
  const stored = await context.store.findCase(caseId);
  // Read by what is stored: the member may have been kept from the case.
  const everybody = { ...member, channels: ['conduct', 'security'], memberId: 'nobody', earlierIds: [] };
  if (!stored?.vault.sealedBrief) throw new Error('the case is there');
  const ring = await service.teamContext.openKeyRing(stored.head.channel, 'briefs', 1);
  const brief = openBrief(ring, caseId, stored.vault.sealedBrief);
  const opened = await openCase(service.teamContext.openKeyRing, everybody, stored, service.clock.now);
  if (!opened?.caseworkKey || !brief) throw new Error('the case opens');
  const { respondents, decisions } = await readDecisionRecords(context, opened);
  const ids = decisions.flatMap(({ content }) => content.logLine ?? []);
  const lines = await service.teamContext.cases.logLines(opened.head.channel, ids);
  const stillThere = new Set(lines.map(({ id }) => id));
  const { caseworkKey, head } = opened;
  return new Map(
    respondents.map(({ number, content }) => {
      const { codeName, name, handles, reach, addedOn, mergedInto } = content;
      const own = decisions.flatMap(({ content: { respondent, logLine } }) =>
        respondent === number && logLine !== undefined && stillThere.has(logLine) ? logLine : [],
      );
      const known = { codeName, name, handles, reach, addedOn, mergedInto };
      return [
        entryIdOf(caseworkKey, number),
        {
          ...known,
          ...logAccessOf(brief),
          ...{ caseId, caseName: head.caseName, channel: head.channel, respondent: number },
          logLines: own,
          notes: [],
          apartFrom: [],
          kept: keptRespondent(respondents, number),
        },
      ];
    }),
  );
};

/** The index rows an entry has to have, at least, and how many in all. */
export const knownKeysOf = async (service: Service, entry: RegisterEntry) => {
  const secret = await openMatchSecret(service.teamContext.openKeyRing);
  const keys = [personKey(entry.personId), ...matchKeysOf(entry).map(({ key }) => key)];
  return { known: keys.map((key) => blindKey(secret, key)), count: keysOfEntry };
};
