import type { AlwaysDeployedFunction, FunctionName } from '../build.ts';
import { attachmentStatements } from './attachment-statements.ts';
import { inboundStatements, type InboundResources } from './inbound-statements.ts';
import type { Statement } from './statement.ts';
import * as grants from './statements.ts';

/** What the functions may use, by ARN. */
export type Resources = {
  readonly tables: grants.TableArns;
  readonly key: string;
  readonly mail: grants.MailResources;
  /** The bucket. */
  readonly attachments: string;
  /** Only where a channel has an address for mails. */
  readonly inbound?: InboundResources | undefined;
};

/** Everything each function's role may do, its own logs aside. */
export const roleStatements = (
  resources: Resources,
): Readonly<Record<FunctionName, readonly Statement[]>> => {
  const always = statementsOfAlways(resources);
  const { inbound, attachments } = resources;
  if (!inbound) return { ...always, mail: [] };
  const { mail, scheduled } = inboundStatements(resources, inbound);
  return {
    ...always,
    scheduled: [...always.scheduled, ...scheduled],
    mail: [...mail, ...attachmentStatements(attachments).mail],
  };
};

const statementsOfAlways = ({
  tables: { vault, cases, team },
  key,
  mail,
  attachments,
  // eslint-disable-next-line max-lines-per-function -- one list a role
}: Resources): Readonly<Record<AlwaysDeployedFunction, readonly Statement[]>> => ({
  reporter: [
    grants.reporterUsesDoors(vault),
    grants.reporterReadsThreads(cases),
    grants.reporterFilesReports(cases),
    grants.reporterContinuesThreads(cases),
    grants.reporterMarksUploads(cases),
    grants.reporterReadsBudget(cases),
    grants.reporterCountsAnswers(cases),
    grants.reporterReadsPublicBans(cases),
    grants.reporterTellsOfHeld(cases),
    grants.reporterReadsPublicReports(cases),
    grants.reporterReadsPublicKeys(team),
    ...attachmentStatements(attachments).reporter,
  ],
  team: [
    grants.teamReadsVault(vault),
    grants.teamMailsReporters(vault),
    grants.teamWorksOnCases(cases),
    grants.teamKeepsRows(cases),
    grants.teamDeletesRows(cases),
    grants.teamChecksNarratives(cases),
    grants.teamReadsLinesAndEntries(cases),
    grants.teamPutsEntriesAndBans(cases),
    grants.teamUpdatesRows(cases),
    grants.teamTellsOfHeld(cases),
    grants.teamListsQueue(cases),
    grants.teamReadsKeysAndMembers(team),
    grants.teamMarksMembers(team),
    grants.teamMarksActivity(team),
    grants.teamReadsTeam(team),
    grants.teamChangesMembers(team),
    grants.teamKeepsFormerMembers(team),
    grants.teamRemovesMembers(team),
    grants.teamWritesRoster(team),
    grants.teamKeepsCredentials(team),
    grants.teamUsesChallenges(team),
    grants.teamChecksMembers(team),
    grants.teamOpensRings(key),
    ...attachmentStatements(attachments).team,
  ],
  scheduled: [
    grants.scheduledErasesVault(vault),
    grants.scheduledMailsReporters(vault),
    grants.scheduledTendsCases(cases),
    grants.scheduledAddsStatistics(cases),
    grants.scheduledTendsLog(cases),
    grants.scheduledAnchorsReports(cases),
    grants.scheduledReadsChecklist(cases),
    grants.scheduledErasesRegister(cases),
    grants.scheduledErasesMatches(cases),
    grants.scheduledTendsHeld(cases),
    grants.scheduledErasesPublicBans(cases),
    grants.scheduledFindsDue(cases),
    grants.scheduledSweepsUploads(cases),
    grants.scheduledReadsBudget(cases),
    grants.scheduledKeepsRings(team),
    grants.scheduledReadsMembers(team),
    grants.scheduledMarksMembers(team),
    grants.scheduledOpensBriefs(key),
    grants.scheduledWrapsRings(key),
    grants.scheduledSendsNotices(mail),
    ...attachmentStatements(attachments).scheduled,
  ],
});
