import { randomBytes } from 'node:crypto';
import type * as z from 'zod';
import { reporterStore } from '../../functions/adapters/dynamodb/reporter/reporter-store.ts';
import { factsOfAppeal, type AppealFacts } from '../../functions/domain/appeal/appeal-act.ts';
import { reply } from '../../functions/domain/thread/reply.ts';
import { decodeToken } from '../../functions/envelope/token.ts';
import type { appealList } from '../../functions/team/appeal/appeal-contract.ts';
import type { Service } from '../harness/service.ts';
import type { SignedIn } from './as-member.ts';
import type { Deciding } from './deciding.ts';

export type AppealsJson = z.infer<typeof appealList>;

/** An appeal as whoever holds a door sends it. */
export const sendAppeal = async (
  { dynamo, emulators, teamContext, clock }: Service,
  token: string,
  about: Partial<AppealFacts> = {},
): Promise<void> => {
  const opened = decodeToken(token);
  if (!opened) throw new Error('a token is needed');
  const store = reporterStore(dynamo, emulators.tables, () => randomBytes(16).toString('base64url'));
  const facts = factsOfAppeal({ decision: 1, ground: 'procedure', ...about });
  const sent = await reply(
    { settings: teamContext.settings, store, now: clock.now },
    {
      token: opened,
      replyKey: undefined,
      urgent: false,
      kind: 'act',
      act: 'appeal',
      facts,
      text: 'Nobody asked me.',
    },
  );
  if (sent.kind !== 'sent') throw new Error(sent.kind);
};

export const appealsOf = ({ list }: Deciding, who: SignedIn): Promise<AppealsJson> =>
  list<AppealsJson>(who, '/appeals');
