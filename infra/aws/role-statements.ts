import type { FunctionName } from '../build.ts';
import type { Statement } from './statement.ts';
import * as grants from './statements.ts';

/** What the functions may use, by ARN. */
export type Resources = {
  readonly tables: grants.TableArns;
  readonly key: string;
  readonly mail: grants.MailResources;
};

/** Everything each function's role may do, its own logs aside. */
export const roleStatements = ({
  tables: { vault, cases, team },
  key,
  mail,
}: Resources): Readonly<Record<FunctionName, readonly Statement[]>> => ({
  reporter: [
    grants.reporterUsesDoors(vault),
    grants.reporterReadsThreads(cases),
    grants.reporterFilesReports(cases),
    grants.reporterContinuesThreads(cases),
    grants.reporterReadsPublicKeys(team),
  ],
  team: [
    grants.teamReadsVault(vault),
    grants.teamWorksOnCases(cases),
    grants.teamListsQueue(cases),
    grants.teamReadsKeysAndMembers(team),
    grants.teamMarksMembers(team),
    grants.teamMarksActivity(team),
    grants.teamReadsTeam(team),
    grants.teamChangesMembers(team),
    grants.teamRemovesMembers(team),
    grants.teamWritesRoster(team),
    grants.teamKeepsCredentials(team),
    grants.teamUsesChallenges(team),
    grants.teamChecksMembers(team),
    grants.teamOpensRings(key),
  ],
  scheduled: [
    grants.scheduledErasesVault(vault),
    grants.scheduledTendsCases(cases),
    grants.scheduledFindsDue(cases),
    grants.scheduledKeepsRings(team),
    grants.scheduledReadsMembers(team),
    grants.scheduledMarksMembers(team),
    grants.scheduledOpensBriefs(key),
    grants.scheduledWrapsRings(key),
    grants.scheduledSendsNotices(mail),
  ],
});
