import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import type { MemberView } from './member-contract.ts';
import { memberPath, routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { mailProblemText, roleNames } from './member-words.ts';
import { channelName, dayText, languageNames, momentText } from '../ui/words.ts';

const signInText = ({ passkeys, enrolmentUntil }: MemberView): string => {
  const link =
    enrolmentUntil === undefined ? [] : [`enrolment link unused, good until ${momentText(enrolmentUntil)}`];
  const keys = passkeys === 0 ? [] : [passkeys === 1 ? '1 passkey' : `${passkeys} passkeys`];
  const ways = [...keys, ...link];
  return ways.length === 0 ? 'no passkey and no enrolment link' : ways.join('; ');
};

const Line = ({ term, text }: { readonly term: string; readonly text: string | undefined }) =>
  text === undefined || text === '' ? null : (
    <>
      <dt>{term}</dt>
      <dd dir="auto">{text}</dd>
    </>
  );

const MemberTags = ({ shown }: { readonly shown: MemberView }) => (
  <p class="tags">
    <span class="tag">{roleNames[shown.role]}</span>
    {shown.absentToday && <span class="tag hot">Away</span>}
    {shown.mailProblem !== undefined && <span class="tag hot">Mail does not arrive</span>}
    {shown.onCallNow && <span class="tag new">On call now</span>}
    {!shown.onRoster && <span class="tag">Not on the public list</span>}
    {shown.addedByOps && <span class="tag">Added by ops on {dayText(shown.addedOn)}</span>}
  </p>
);

const MemberItem = (props: {
  readonly settings: Settings;
  readonly viewer: Member;
  readonly shown: MemberView;
}) => {
  const { settings, viewer, shown } = props;
  const isOwn = viewer.memberId === shown.id;
  const absence =
    shown.absence && `${dayText(shown.absence.from)} to ${dayText(shown.absence.until)}, both included`;
  return (
    <li class="card">
      <h2 dir="auto">{shown.name}</h2>
      <MemberTags shown={shown} />
      <dl>
        <Line
          term="Channels"
          text={shown.channels.map((channel) => channelName(settings, channel)).join(', ') || 'none'}
        />
        <Line term="Expertise" text={shown.expertise} />
        <Line term="Languages" text={shown.languages} />
        <Line term="Availability" text={shown.availability} />
        <Line term="Away" text={absence} />
        <Line term="On call" text={shown.onCall} />
        <Line term="E-mail" text={shown.email} />
        <Line term="Mails in" text={shown.mailLanguage && languageNames[shown.mailLanguage]} />
        <Line term="Mail does not arrive" text={shown.mailProblem && mailProblemText(shown.mailProblem)} />
        <Line term="Signs in with" text={signInText(shown)} />
        {!shown.addedByOps && <Line term="Added on" text={dayText(shown.addedOn)} />}
      </dl>
      {(isOwn || viewer.role === 'lead') && (
        <p>
          <a href={memberPath(shown.id)}>
            {viewer.role === 'lead' ? `Change ${shown.name}` : 'My absence and on-call hours'}
          </a>
        </p>
      )}
    </li>
  );
};

/** Everybody of the team, by name. */
export const MemberListPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly members: readonly MemberView[];
  readonly unreadable: readonly string[];
  readonly news?: string | undefined;
}) => {
  const { settings, member, members, unreadable } = props;
  const isLead = member.role === 'lead';
  return (
    <Layout settings={settings} member={member} here={routes.members} title="Members">
      <h1>Members</h1>
      {props.news !== undefined && (
        <p class="box" role="status">
          {props.news}
        </p>
      )}
      {isLead && (
        <p>
          <a class="button" href={routes.newMember}>
            Add a member
          </a>
        </p>
      )}
      {isLead && unreadable.length > 0 && (
        <p class="box warn">
          {unreadable.length} {unreadable.length === 1 ? 'row of the list' : 'rows of the list'} cannot be
          read; no member stands behind them. Ops can remove them.
        </p>
      )}
      <ul class="cases">
        {members.map((shown) => (
          <MemberItem settings={settings} viewer={member} shown={shown} />
        ))}
      </ul>
    </Layout>
  );
};
