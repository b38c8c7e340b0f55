import { inMessage } from '../../held/held-message.ts';
import { sealHeldMessage } from '../../held/seal-held-message.ts';
import { personKeys } from '../../held/person-keys.ts';
import { day } from '../../kernel/clock.ts';
import { allChannels } from '../../key-ring/purpose.ts';
import type { RingSealed } from '../../key-ring/ring-sealed.ts';
import { respondentRecord } from '../record/decision-records.ts';
import type { CaseContext } from './case-edit.ts';
import type { RecordChange } from './case-store.ts';
import type { OpenCase } from './open-case.ts';

/**
 * Who a change names as a respondent, told to the scheduled function for reports that wait until somebody else names the
 * same person. Written with every change of a respondent in a channel that has such reports, of one size whatever it says;
 * the team function cannot open it again, nor anything that waits.
 */
export const heldNamesAfter = async (
  { settings, ringPublicKey, now }: Pick<CaseContext, 'settings' | 'ringPublicKey' | 'now'>,
  { head: { caseId, channel } }: Pick<OpenCase, 'head'>,
  caseworkKey: Uint8Array,
  written: readonly RecordChange[],
): Promise<RingSealed | undefined> => {
  const respondents = written.flatMap(({ kind, record }) =>
    kind === respondentRecord.name ? [respondentRecord.open(caseworkKey, caseId, record)] : [],
  );
  if (respondents.length === 0 || !settings.channels[channel]?.hold) return undefined;
  const ring = await ringPublicKey(allChannels, 'hold');
  const keys = personKeys(respondents.filter((one) => one !== undefined));
  return sealHeldMessage(ring, { kind: 'named', caseId, on: day(now), ...inMessage(keys), senders: [] });
};
