import { brief } from '../../functions/domain/case/brief.ts';
import { identityParts, identityPlacePart } from '../../functions/domain/case/identity.ts';
import { openRingSealed } from '../../functions/domain/key-ring/open-ring-sealed.ts';
import type { RingPurpose } from '../../functions/domain/key-ring/purpose.ts';
import { threadPart, type RingSealed } from '../../functions/domain/key-ring/ring-sealed.ts';
import { workThread } from '../../functions/domain/thread/thread-name.ts';
import { contentContext, unpad } from '../../functions/envelope/format.ts';
import { openPadded } from '../../functions/envelope/open.ts';
import { vaultOfRow } from '../../functions/adapters/dynamodb/rows/case-rows.ts';
import { vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import type { Service } from '../harness/service.ts';
import { rowsOf, type Row } from '../scheduled/stored.ts';

const channel = 'conduct';
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** What a sealed row may be: its kind, id and revision are authenticated. */
const kindsOf = ({
  sk,
  number,
  revision,
}: Row): readonly { kind: string; id: string; revision: number }[] => {
  const name = (sk?.S ?? '').split('#')[0]?.toLowerCase() ?? '';
  const id = number?.N ?? '';
  const revised = Number(revision?.N ?? 1);
  return [
    { kind: 'entry', id, revision: 1 },
    { kind: 'summary', id: 'summary', revision: revised },
    { kind: name, id, revision: revised },
    { kind: name, id, revision: 1 },
  ];
};

/**
 * Everything of a case that opens with the keys that are stored of it: threads, summaries, records, the audit log, the brief
 * and what the reporter says of themselves, as one text.
 */
export const openedStorage = async (service: Service, caseId: string): Promise<string> => {
  const vaultRow = (await rowsOf(service, 'vault')).find(({ pk }) => pk?.S === vaultKeys.case(caseId).pk);
  if (!vaultRow) throw new Error('the case has keys');
  const vault = vaultOfRow(vaultRow);
  const openRing = async (purpose: RingPurpose, part: string, sealed: RingSealed) => {
    const ring = await service.teamContext.openKeyRing(channel, purpose, sealed.epoch);
    return openRingSealed(ring, { caseId, part }, sealed);
  };
  const found: string[] = [];
  const keys: [string, Uint8Array][] = [];
  for (const [thread, sealed] of Object.entries(vault.threads ?? {})) {
    const key = await openRing('reports', threadPart(thread), sealed);
    if (key) keys.push([thread, key]);
  }
  const work = vault.sealedCaseworkKey && (await openRing('reports', workThread, vault.sealedCaseworkKey));
  if (work) keys.push([workThread, work]);
  if (vault.sealedBrief) {
    const opened = await openRing('briefs', 'brief', vault.sealedBrief);
    found.push(text(opened && unpad(opened)));
    brief.parse(JSON.parse(found.at(-1) ?? ''));
  }
  for (const part of identityParts) {
    const sealed = vault.identity?.[part];
    if (sealed) found.push(text(await openRing('identity', identityPlacePart(part), sealed)));
  }
  for (const row of await rowsOf(service, 'cases')) {
    const sealed = row.sealed?.B;
    if (!sealed || !(row.pk?.S ?? '').includes(caseId)) continue;
    for (const [thread, key] of keys)
      for (const place of kindsOf(row))
        found.push(text(openPadded(key, contentContext({ caseId, thread, ...place }), sealed)));
  }
  return found.join('\n');
};
