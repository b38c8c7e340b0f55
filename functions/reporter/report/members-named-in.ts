import type { NewReport } from '../../domain/intake/new-report.ts';
import { namedMembers } from '../../domain/member/named-members.ts';
import type { Roster, RosterMember } from '../../domain/member/roster.ts';
import { questionsOf } from '../../settings/questions.ts';
import { firstQuestion, type Settings } from '../../settings/schema.ts';
import type { ReportFormValues } from './report-form.ts';

/** Members of the report's channel whose names stand in what happened or in who was involved. */
export const membersNamedIn = (settings: Settings, roster: Roster, report: NewReport): RosterMember[] => {
  const members = roster.members.filter(({ channels }) => channels.includes(report.channel));
  const answers = questionsOf(settings, report.channel).filter(
    ({ id, meaning }) => meaning === 'persons' || id === firstQuestion,
  );
  const texts = [...answers.map(({ id }) => report.answers[id] ?? ''), ...(report.persons ?? [])];
  return namedMembers(texts.join('\n'), members);
};

/** The form with the named members excluded, and its writer told of them. */
export const withExcluded = (values: ReportFormValues, named: readonly RosterMember[]): ReportFormValues => {
  const ids = named.map(({ memberId }) => memberId);
  return {
    ...values,
    excludedMembers: [...new Set([...values.excludedMembers, ...ids])],
    told: [...new Set([...values.told, ...ids])],
  };
};
