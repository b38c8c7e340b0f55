import { enrolmentHours } from '../../domain/member/session.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import type { Leaving } from './member-operations.ts';
import type { Resemblance } from '../../domain/member/former.ts';
import { resemblanceTexts } from './resemblance-texts.ts';
import { memberPath, routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { momentText } from '../ui/words.ts';

/** The one time an enrolment link is shown. */
export const EnrolmentLinkShownPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly name: string;
  readonly link: string;
  readonly expiresAt: Date;
  readonly ended: boolean;
  /** Whether they seem to have been on the team before. */
  readonly resembles?: Resemblance;
}) => (
  <Layout settings={props.settings} member={props.member} here={routes.members} title="Enrolment link" narrow>
    <h1>
      A link for <bdi>{props.name}</bdi>
    </h1>
    {props.ended && (
      <p class="box" role="status">
        Their passkeys and older links have ended, and they are signed out everywhere.
      </p>
    )}
    {props.resembles !== undefined && props.resembles !== 'nobody' && (
      <p class="box warn">{resemblanceTexts[props.resembles]}</p>
    )}
    <p>
      Give it to them in a way nobody else reads. It works once, until{' '}
      {momentText(props.expiresAt.toISOString())} ({enrolmentHours} hours). It is shown this one time; a new
      one can be made.
    </p>
    <p class="secret" translate="no">
      {props.link}
    </p>
    <p>
      <a href={routes.members}>To the members</a>
    </p>
  </Layout>
);

const cases = (count: number): string => (count === 1 ? '1 open case' : `${count} open cases`);

/** How far somebody is out of the team, and where their cases are. */
export const LeavingPage = (props: {
  readonly settings: Settings;
  /** Absent for who has just left by themselves. */
  readonly member: Member | undefined;
  readonly memberId: string;
  readonly leaving: Leaving;
}) => {
  const { name, removed, moved, unassigned, cursor } = props.leaving;
  return (
    <Layout
      settings={props.settings}
      member={props.member}
      here={routes.members}
      title={cursor === undefined ? 'Out of the team' : 'Handing over'}
      narrow
    >
      <h1>
        <bdi>{name}</bdi> {removed ? 'is out of the team' : 'is leaving the team'}
      </h1>
      <p role="status">
        {cases(moved)} handed over; {cases(unassigned)} without anybody so far as you can see.
      </p>
      {cursor === undefined ? (
        <p>
          <a href={props.member ? routes.members : routes.start}>
            {props.member ? 'To the members' : 'To the first page'}
          </a>
        </p>
      ) : (
        <form method="post" action={memberPath(props.memberId, routes.memberRemoval)}>
          <p>There are more cases to look through.</p>
          <input type="hidden" name="cursor" value={cursor} />
          <button type="submit">Go on</button>
        </form>
      )}
    </Layout>
  );
};
