import { randomBytes } from 'node:crypto';
import { reporterStore } from '../../functions/adapters/dynamodb/reporter/reporter-store.ts';
import { openDoor } from '../../functions/domain/thread/open-thread.ts';
import { decodeToken } from '../../functions/envelope/token.ts';
import { numberHider } from '../../functions/envelope/hidden-number.ts';
import type { Service } from './service.ts';

/** What an act is about as the page of its holder has it: other numbers in the place of those of the case's records. */
export const shownFacts = async (
  { dynamo, emulators, clock }: Service,
  token: string,
  facts: Readonly<Record<string, string>>,
): Promise<Record<string, string>> => {
  const decoded = decodeToken(token);
  const store = reporterStore(dynamo, emulators.tables, () => randomBytes(16).toString('base64url'));
  const found = decoded && (await openDoor(store, decoded, clock.now));
  if (found?.kind !== 'open') throw new Error('the token opens nothing');
  const { threadKey } = found.opened;
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      ['measure', 'account', 'decision'].includes(name)
        ? String(numberHider(threadKey, name).hide(Number(value)))
        : value,
    ]),
  );
};
