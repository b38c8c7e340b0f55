import type { Context } from 'hono';
import type * as z from 'zod';
import { readAllOf, readPublicBans } from '../../domain/casework/reading/read-list.ts';
import { holdRecord, measureRecord } from '../../domain/casework/record/decision-records.ts';
import { isHolding } from '../../domain/decision/hold.ts';
import { isPermanentBan, isPublic } from '../../domain/decision/public-ban.ts';
import { day } from '../../domain/kernel/clock.ts';
import { noting, reading } from '../investigation/investigation-api.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { measureView } from './measure-view.ts';
import { holdList, measureList, publicBanList } from './measures-contract.ts';

/** `GET …/measures`. */
export const measuresAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, measureRecord),
    ({ read }) =>
      measureList.parse({
        measures: read.records.map((one) => measureView(one, day(context.clock()))),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof measureList>),
  );

/** `GET …/holds`. */
export const holdsAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, holdRecord),
    ({ read }) =>
      holdList.parse({
        holds: read.records.map(({ number, content }) => ({
          number,
          ...content,
          holding: isHolding(content, context.clock()),
        })),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof holdList>),
  );

/** `GET …/public-bans`. */
export const publicBansAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(c, context, readPublicBans, ({ bans, decisions }) => {
    const { decisions: settings } = context.settings;
    const today = day(context.clock());
    return publicBanList.parse({
      entries: bans.records.map(({ number, content }) => {
        const decision = decisions.records.find((one) => one.number === content.decision);
        const isShown =
          settings.publicBans && decision !== undefined && isPermanentBan(settings, decision.content);
        return { number, ...content, public: isShown && isPublic(content, today) };
      }),
      damaged: noting(context, bans.unreadable + decisions.unreadable),
    } satisfies z.input<typeof publicBanList>);
  });
