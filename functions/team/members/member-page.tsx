import { enrolmentHours } from '../../domain/member/session.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { memberPath, routes } from '../routes.ts';
import { Select } from '../ui/field.tsx';
import { ErrorSummary, Layout, type PageProblem } from '../ui/layout.tsx';
import { mailProblemText } from './member-words.ts';
import { AwayFields, MemberFields, problemAt, type AwayTyped, type MemberTyped } from './member-fields.tsx';

export const NewMemberPage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly typed: MemberTyped;
  /** Makes sending the form twice one member. */
  readonly formKey: string;
  readonly problems: readonly PageProblem[];
}) => {
  const { settings, member, typed, problems } = props;
  const failed = problems.length > 0;
  return (
    <Layout
      settings={settings}
      member={member}
      here={routes.members}
      title="Add a member"
      narrow
      failed={failed}
    >
      <h1>Add a member</h1>
      <ErrorSummary problems={problems} />
      <p>
        They see what is reported to their channels from now on. Cases from before stay hidden from them until
        somebody grants them.
      </p>
      <form method="post" action={routes.members} autocomplete="off">
        <input type="hidden" name="key" value={props.formKey} />
        <MemberFields settings={settings} typed={typed} problems={problems} />
        <button type="submit">Add, and show the enrolment link</button>
      </form>
    </Layout>
  );
};

export type MemberPageProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly shown: Member;
  readonly others: readonly Member[];
  readonly typed: MemberTyped;
  readonly away: AwayTyped;
  readonly problems: readonly PageProblem[];
};

/** One member: leads change everything, others their own absence and on-call hours. */
export const MemberPage = (props: MemberPageProps) => {
  const { settings, member, shown, problems } = props;
  const isOwn = member.memberId === shown.memberId;
  return (
    <Layout
      settings={settings}
      member={member}
      here={routes.members}
      title={isOwn ? 'My absence' : 'A member'}
      narrow
      failed={problems.length > 0}
    >
      <h1 dir="auto">{shown.name}</h1>
      <ErrorSummary problems={problems} />
      <h2>Absence and on-call hours</h2>
      <form method="post" action={memberPath(shown.memberId, routes.memberAbsence)} autocomplete="off">
        <AwayFields typed={props.away} problems={problems} />
        <button type="submit">Save absence and hours</button>
      </form>
      {member.role === 'lead' && <ForLeads {...props} isOwn={isOwn} />}
    </Layout>
  );
};

const ForLeads = (props: MemberPageProps & { readonly isOwn: boolean }) => {
  const { settings, shown, typed, problems, isOwn } = props;
  return (
    <>
      <MailProblemNotice shown={shown} />
      <h2>Name, role and channels</h2>
      <form method="post" action={memberPath(shown.memberId)} autocomplete="off">
        <MemberFields settings={settings} typed={typed} problems={problems} />
        <button type="submit">Save</button>
      </form>
      <h2>A new way in</h2>
      <p>
        For {isOwn ? 'you, if you' : 'who has'} lost every passkey: a link that works once, for{' '}
        {enrolmentHours} hours. All {isOwn ? 'your' : 'their'} passkeys and older links end at once, and{' '}
        {isOwn ? 'you are' : 'they are'} signed out everywhere.
      </p>
      <form method="post" action={memberPath(shown.memberId, routes.memberEnrolment)}>
        <button type="submit" class="quiet">
          End the passkeys and show a new link
        </button>
      </form>
      <Removal {...props} />
    </>
  );
};

const MailProblemNotice = ({ shown }: Pick<MemberPageProps, 'shown'>) =>
  shown.mailProblem === undefined ? null : (
    <>
      <h2>Mail does not arrive</h2>
      <p class="box warn">{mailProblemText(shown.mailProblem)}</p>
      <p>
        Ask them by another way, and change the address if it is wrong. If mail arrives again, say so here.
      </p>
      <form method="post" action={memberPath(shown.memberId, routes.memberMail)}>
        <button type="submit" class="quiet">
          Mail arrives again
        </button>
      </form>
    </>
  );

const Removal = ({ shown, others, problems, isOwn }: MemberPageProps & { readonly isOwn: boolean }) => {
  const choices = [
    { value: '', label: 'Nobody: they wait to be assigned' },
    ...others.map(({ memberId, name }) => ({ value: memberId, label: name })),
  ];
  const unsure = problemAt(problems, 'sure');
  return (
    <>
      <h2>{isOwn ? 'Leave the team' : 'Remove from the team'}</h2>
      <p>
        {isOwn ? 'You are' : 'They are'} out at once, with passkeys, sessions and access tokens. What{' '}
        {isOwn ? 'you' : 'they'} wrote stays under {isOwn ? 'your' : 'their'} name.
      </p>
      <form method="post" action={memberPath(shown.memberId, routes.memberRemoval)} autocomplete="off">
        <Select
          id="successor"
          name="successor"
          label="Who takes over the open cases"
          hint="Where they may not know of a case, nobody does. Cases that you cannot see are nobody’s, too."
          choices={choices}
          problem={problemAt(problems, 'successor')}
        />
        <div class={unsure === undefined ? 'choice' : 'choice wrong'}>
          <input type="checkbox" id="sure" name="sure" value="yes" />
          <label for="sure">{isOwn ? 'Yes, I leave' : `Yes, remove ${shown.name}`}</label>
          {unsure !== undefined && <p class="problem">{unsure}</p>}
        </div>
        <button type="submit" class="quiet">
          {isOwn ? 'Leave the team' : 'Remove from the team'}
        </button>
      </form>
    </>
  );
};
