import { logSources, logStatuses } from '../../domain/register/log-line.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { Input, Select, type Choice } from '../ui/field.tsx';
import { channelName, platformName, ruleName, rungName } from '../ui/words.ts';
import { logSourceNames, logStatusNames } from './log-words.ts';
import { channelsOf } from '../../domain/member/channels-of.ts';

const filterNames = [
  ...['name', 'channel', 'rung', 'rule', 'platform', 'status', 'source', 'from', 'until'],
] as const;

/** What the log is narrowed to, as its form sends it; what is not chosen is not there. */
export type LogChoice = Readonly<Record<string, string>>;

export const logChoice = (field: (name: string) => string | undefined): LogChoice =>
  Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = (field(name) ?? '').trim();
      return value === '' ? [] : [[name, value] as const];
    }),
  );

type Props = {
  readonly settings: Settings;
  readonly member: Member;
  readonly choice: LogChoice;
  /** What is wrong, by the name of its field. */
  readonly problems: ReadonlyMap<string, string>;
};

const byOrder = (names: Readonly<Record<string, { readonly order: number }>>): string[] =>
  Object.entries(names)
    .toSorted(([, one], [, other]) => one.order - other.order)
    .map(([name]) => name);

const choicesOf = ({
  settings,
  member,
}: Props): readonly (readonly [string, string, readonly Choice[]])[] => {
  const { ladder, rules, platforms } = settings.decisions;
  const channels = channelsOf(member, settings);
  const named = (names: readonly string[], labelOf: (name: string) => string): Choice[] =>
    names.map((value) => ({ value, label: labelOf(value) }));
  return [
    ...(channels.length > 1
      ? [['channel', 'Channel', named(channels, (name) => channelName(settings, name))] as const]
      : []),
    [
      'rung',
      'Consequence',
      [
        ...named(byOrder(ladder), (name) => rungName(settings, name)),
        ...(Object.hasOwn(ladder, 'none') ? [] : [{ value: 'none', label: rungName(settings, null) }]),
      ],
    ],
    ['rule', 'Rule', named(Object.keys(rules), (name) => ruleName(settings, name))],
    ...(Object.keys(platforms).length > 0
      ? [
          [
            'platform',
            'Restricted on',
            named(Object.keys(platforms), (name) => platformName(settings, name)),
          ] as const,
        ]
      : []),
    ['status', 'State', logStatuses.map((value) => ({ value, label: logStatusNames[value] }))],
    ['source', 'Source', logSources.map((value) => ({ value, label: logSourceNames[value] }))],
  ];
};

export const LogFilters = (props: Props) => {
  const { choice, problems } = props;
  const isNarrowed = Object.keys(choice).length > 0;
  const field = (name: string) => ({ id: name, name, problem: problems.get(name) });
  return (
    <details open={isNarrowed} class="filters">
      <summary>Search and narrow the log</summary>
      <form method="get" action={routes.log} role="search" autocomplete="off">
        <div class="row">
          <Input
            {...field('name')}
            type="search"
            label="Person or case"
            hint="A code name, or a part of it"
            value={choice.name ?? ''}
          />
        </div>
        <div class="row">
          {choicesOf(props).map(([name, label, choices]) => (
            <Select
              {...field(name)}
              label={label}
              choices={[{ value: '', label: 'Any' }, ...choices]}
              chosen={choice[name] ?? ''}
            />
          ))}
        </div>
        <div class="row">
          <Input {...field('from')} type="date" label="Decided from" value={choice.from ?? ''} />
          <Input {...field('until')} type="date" label="Decided until" value={choice.until ?? ''} />
          <button type="submit" class="quiet">
            Show
          </button>
        </div>
      </form>
      {isNarrowed && (
        <p>
          <a href={routes.log}>Show the whole log</a>
        </p>
      )}
    </details>
  );
};
