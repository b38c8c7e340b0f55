import type { Member } from '../../domain/member/member.ts';
import type { TransparencyContext } from '../../domain/transparency/transparency-context.ts';
import type { TeamContext } from '../team-context.ts';

/** What the operations on reports take of the team's context. */
export const transparencyContext = (context: TeamContext, member: Member): TransparencyContext => ({
  settings: context.settings,
  store: context.transparency,
  statistics: context.cases,
  openKeyRing: context.openKeyRing,
  ringPublicKey: context.ringPublicKey,
  team: async () => (await context.team.read()).members,
  vaults: (caseIds) => context.cases.vaults(caseIds),
  member,
  now: context.clock(),
  random: context.random,
});
