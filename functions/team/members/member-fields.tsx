import { memberRoles, type MemberRole } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { firstLanguage, languages } from '../../settings/localised.ts';
import { Input, Select } from '../ui/field.tsx';
import type { PageProblem } from '../ui/layout.tsx';
import { roleHints, roleNames } from './member-words.ts';
import { channelName, languageNames } from '../ui/words.ts';

/** A member as they stand in a form: as they are, or as somebody typed them. */
export type MemberTyped = {
  readonly name: string;
  readonly email: string;
  /** Empty: the community's first language. */
  readonly mailLanguage: string;
  readonly role: string;
  readonly channels: readonly string[];
  readonly onRoster: boolean;
  readonly expertise: string;
  readonly languages: string;
  readonly availability: string;
};

export const nothingTyped = (channels: readonly string[]): MemberTyped => ({
  name: '',
  email: '',
  mailLanguage: '',
  role: 'member',
  channels: channels.length === 1 ? channels : [],
  onRoster: true,
  expertise: '',
  languages: '',
  availability: '',
});

export const problemAt = (problems: readonly PageProblem[], field: string): string | undefined =>
  problems.find((problem) => problem.field === field)?.text;

type Props = {
  readonly settings: Settings;
  readonly typed: MemberTyped;
  readonly problems: readonly PageProblem[];
};

const texts = [
  ['expertise', 'Expertise', 'Such as: online harassment, accessibility.'],
  ['languages', 'Languages', 'Such as: English, español, العربية.'],
  ['availability', 'Availability', 'Such as: evenings in Europe, Monday to Friday.'],
] as const;

/** What leads say of a member. */
export const MemberFields = ({ settings, typed, problems }: Props) => (
  <>
    <Input
      id="name"
      name="name"
      type="text"
      label="Public name"
      hint="Reporters read it on the list of the team, if this member is on it. Answers are signed “The team”."
      value={typed.name}
      problem={problemAt(problems, 'name')}
    />
    <Input
      id="email"
      name="email"
      type="text"
      label="E-mail"
      hint="For notices that say nothing of a case. Leads see it, and the member."
      value={typed.email}
      problem={problemAt(problems, 'email')}
    />
    <Select
      id="mailLanguage"
      name="mailLanguage"
      label="Language of mails"
      choices={[
        { value: '', label: `The community’s first: ${languageNames[firstLanguage(settings)]}` },
        ...languages.map((language) => ({ value: language, label: languageNames[language] })),
      ]}
      chosen={typed.mailLanguage}
      problem={problemAt(problems, 'mailLanguage')}
    />
    <RoleField typed={typed} problems={problems} />
    <ChannelsField settings={settings} typed={typed} problems={problems} />
    <fieldset>
      <legend>What reporters read</legend>
      <div class="choice">
        <input type="checkbox" id="onRoster" name="onRoster" value="yes" checked={typed.onRoster} />
        <label for="onRoster">On the list of the team that reporters see</label>
        <p class="hint">Reporters can keep somebody out of their case only if they read of them.</p>
      </div>
      {texts.map(([field, label, hint]) => (
        <Input
          id={field}
          name={field}
          type="text"
          label={label}
          hint={hint}
          value={typed[field]}
          problem={problemAt(problems, field)}
        />
      ))}
    </fieldset>
  </>
);

const Problem = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : <p class="problem">{text}</p>;

const RoleField = ({ typed, problems }: Omit<Props, 'settings'>) => (
  <fieldset id="role" tabindex={-1} class={problemAt(problems, 'role') === undefined ? undefined : 'wrong'}>
    <legend>Role</legend>
    <Problem text={problemAt(problems, 'role')} />
    {memberRoles.map((role: MemberRole) => (
      <div class="choice">
        <input type="radio" id={`role-${role}`} name="role" value={role} checked={typed.role === role} />
        <label for={`role-${role}`}>{roleNames[role]}</label>
        <p class="hint">{roleHints[role]}</p>
      </div>
    ))}
  </fieldset>
);

const ChannelsField = ({ settings, typed, problems }: Props) => (
  <fieldset
    id="channels"
    tabindex={-1}
    class={problemAt(problems, 'channels') === undefined ? undefined : 'wrong'}
  >
    <legend>Channels</legend>
    <Problem text={problemAt(problems, 'channels')} />
    {Object.keys(settings.channels).map((channel) => (
      <div class="choice">
        <input
          type="checkbox"
          id={`channel-${channel}`}
          name="channels"
          value={channel}
          checked={typed.channels.includes(channel)}
        />
        <label for={`channel-${channel}`}>{channelName(settings, channel)}</label>
      </div>
    ))}
  </fieldset>
);

/** When a member is away, and when they are on call. */
export type AwayTyped = { readonly from: string; readonly until: string; readonly onCall: string };

export const AwayFields = ({
  typed,
  problems,
}: {
  readonly typed: AwayTyped;
  readonly problems: readonly PageProblem[];
}) => (
  <>
    <fieldset>
      <legend>Away</legend>
      <p class="hint">Both days included. Leave both empty for no absence.</p>
      <div class="row">
        <Input
          id="from"
          name="from"
          type="date"
          label="From"
          value={typed.from}
          problem={problemAt(problems, 'from')}
        />
        <Input
          id="until"
          name="until"
          type="date"
          label="Until"
          value={typed.until}
          problem={problemAt(problems, 'until')}
        />
      </div>
    </fieldset>
    <Input
      id="onCall"
      name="onCall"
      type="text"
      label="On call, every week"
      hint="Such as mon-fri 8:00-20:00, or mon,tue 18:00-22:00, sat 10:00-14:00 Europe/Berlin. Without days it is every day, without a zone UTC. Who is on call is told first of what is urgent."
      value={typed.onCall}
      problem={problemAt(problems, 'onCall')}
    />
  </>
);
