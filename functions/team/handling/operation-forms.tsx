import type {
  CaseOperation,
  FormChoices,
  FormField,
  OperationForm,
  RecordChoices,
} from '../../domain/casework/change/operation.ts';
import { letterOfDecision } from '../../domain/casework/decision/read-letters.ts';
import { caseOperations } from '../../domain/casework/operations.ts';
import { mayDecideAppeal } from '../../domain/appeal/appeal-eligibility.ts';
import { isHolding } from '../../domain/decision/hold.ts';
import { isPermanentBan, type PublicBan } from '../../domain/decision/public-ban.ts';
import { openRequest } from '../../domain/decision/after-decision.ts';
import type { Decision } from '../../domain/decision/decision.ts';
import { reasonNotSecond } from '../../domain/decision/eligibility.ts';
import { lastsOf } from '../../domain/decision/named-in-settings.ts';
import { addDays, day } from '../../domain/kernel/clock.ts';
import { isAppealDeadline, runningDeadlines } from '../../domain/deadline/running-deadlines.ts';
import { isNamedIn, canSeeCase } from '../../domain/member/can-see-case.ts';
import type { Member } from '../../domain/member/member.ts';
import { formAction } from './operation-path.ts';
import { Input, Select, TextArea, type Choice } from '../ui/field.tsx';
import {
  channelName,
  dayText,
  deadlineLabels,
  measureName,
  platformName,
  restrictionName,
} from '../ui/words.ts';
import { fieldOf, memberName, typed, type CaseForm, type CaseView } from '../case/case-view.ts';
import { decisionName } from '../case/code-names.ts';
import { Folded, Hidden } from '../case/panel.tsx';

const asChoices = (members: readonly Member[]): Choice[] =>
  members.map(({ memberId, name }) => ({ value: memberId, label: name }));

const knows = ({ read }: CaseView, member: Member): boolean =>
  canSeeCase(member, read.head.channel, read.brief);

/** Members who may know of the case, as choices. */
export const knowingMembers = (view: CaseView): Choice[] =>
  asChoices(view.team.filter((member) => knows(view, member)));

/** Members to whom a lead may give access: of the channel, not excluded, not recused, and not knowing of it yet. */
const grantable = (view: CaseView): Choice[] => {
  const { head, brief } = view.read;
  const kept = [brief.excludedMembers, brief.recusedMembers, brief.asideMembers];
  return asChoices(
    view.team.filter(
      (member) =>
        member.role !== 'auditor' &&
        member.channels.includes(head.channel) &&
        !kept.some((ids) => isNamedIn(ids, member)) &&
        !knows(view, member),
    ),
  );
};

/** Members without a part in the decision that the appeal is about. */
const appealDeciders = (view: CaseView, appeal: number | undefined): Choice[] =>
  (view.appeals?.appeals.find(({ number }) => number === appeal)?.people ?? [])
    .filter(mayDecideAppeal)
    .map(({ memberId, name }) => ({ value: memberId, label: name }));

const choicesOf: Readonly<Record<FormChoices, (view: CaseView, record?: number) => Choice[]>> = {
  deadlines: ({ read: { head }, now }) =>
    runningDeadlines(head.state, head.deadlines)
      .filter(({ name, by }) => !isAppealDeadline(name) && by >= now.toISOString())
      .map(({ name }) => ({ value: name, label: deadlineLabels[name] })),
  members: knowingMembers,
  'other-members': (view) => knowingMembers(view).filter(({ value }) => value !== view.member.memberId),
  grantable,
  recused: (view) =>
    view.read.brief.recusedMembers
      .filter((id) => id !== view.member.memberId)
      .map((id) => ({ value: id, label: memberName(view, id) })),
  'set-aside': ({ team, read }) =>
    asChoices(team.filter((member) => isNamedIn(read.brief.asideMembers, member))),
  'restriction-types': ({ settings }) =>
    Object.entries(settings.decisions.measures)
      .filter(([, { restriction }]) => restriction)
      .map(([type]) => ({ value: type, label: measureName(settings, type) })),
  places: ({ settings }) =>
    Object.entries(settings.decisions.platforms).flatMap(([platform, { restrictions }]) =>
      Object.keys(restrictions).map((restriction) => ({
        value: `${platform}/${restriction}`,
        label: `${platformName(settings, platform)}: ${restrictionName(settings, platform, restriction)}`,
      })),
    ),
  'appeal-deciders': appealDeciders,
  'other-channels': ({ settings, read }) =>
    Object.keys(settings.channels)
      .filter((channel) => channel !== read.head.channel)
      .map((channel) => ({ value: channel, label: channelName(settings, channel) })),
};

const decisionsOf = (view: CaseView, isMeant: (decision: Decision) => boolean = () => true): Choice[] =>
  view.read.records.decisions
    .filter(({ content }) => isMeant(content))
    .map(({ number, content }) => ({
      value: String(number),
      label: decisionName(view, content),
    }));

/** Decisions whose letter has not gone out; none where nobody can come back to read when it does. */
const lettersToAnnounce = (view: CaseView): Choice[] =>
  view.read.hasDoor
    ? view.read.records.decisions
        .filter(
          ({ number, content }) =>
            content.letterSent === undefined &&
            letterOfDecision(view.settings, view.read.records, number) !== undefined,
        )
        .map(({ number, content }) => ({ value: String(number), label: decisionName(view, content) }))
    : [];

/** Decisions in force that are meant, as choices. */
const inForce = (view: CaseView, isMeant: (decision: Decision) => boolean = () => true): Choice[] =>
  decisionsOf(view, (one) => one.status === 'in-force' && isMeant(one));

/** A return can be planned after what ends, and after a ban without an end where the settings allow it. */
const mayReturn = (view: CaseView, decision: Decision): boolean => {
  const lasts = lastsOf(view.settings.decisions, decision);
  return lasts === 'days' || (lasts === 'permanent' && view.settings.decisions.readmission.afterPermanentBan);
};

const isForGood = (view: CaseView, decision: Decision): boolean =>
  lastsOf(view.settings.decisions, decision) === 'permanent';

/** Somebody else has planned it, and nobody has agreed yet. */
const waitsForMember = (view: CaseView, decision: Decision): boolean => {
  const { readmission } = decision;
  if (!readmission || readmission.agreed || !isForGood(view, decision)) return false;
  const { planned, team } = readmission;
  const softConflicts = view.read.records.softConflicts.map(({ content }) => content);
  return reasonNotSecond(view.member, { by: planned.by, team }, softConflicts) === undefined;
};

const isReturnDue = (view: CaseView, decision: Decision): boolean => {
  const { readmission } = decision;
  if (!readmission || readmission.returnOn > day(view.now)) return false;
  return readmission.agreed !== undefined || lastsOf(view.settings.decisions, decision) === 'days';
};

/** Entries of the public list that have neither ended nor been taken off. */
const entriesOf = ({ read: { records }, now }: CaseView, isMeant: (ban: PublicBan) => boolean): Choice[] =>
  records.publicBans
    .filter(({ content }) => !content.takenOff && content.until >= day(now) && isMeant(content))
    .map(({ number, content }) => ({
      value: String(number),
      label: `${String(number)}: ${content.text.slice(0, 60)}`,
    }));

const recordsOf: Readonly<Record<RecordChoices, (view: CaseView) => Choice[]>> = {
  respondents: ({ read: { records } }) =>
    records.respondents
      .filter(({ content }) => content.mergedInto === undefined)
      .map(({ number, content }) => ({ value: String(number), label: content.codeName })),
  decisions: (view) => decisionsOf(view),
  'letters-to-announce': lettersToAnnounce,
  'decisions-in-force': (view) => inForce(view),
  bans: (view) => inForce(view, (one) => mayReturn(view, one)),
  'unasked-bans': (view) =>
    inForce(view, (one) => isForGood(view, one) && openRequest(one.returnRequests) === undefined),
  'asked-bans': (view) => inForce(view, ({ returnRequests }) => openRequest(returnRequests) !== undefined),
  'returns-to-agree': (view) => inForce(view, (one) => waitsForMember(view, one)),
  'returns-due': (view) => inForce(view, (one) => isReturnDue(view, one)),
  'permanent-bans': (view) => decisionsOf(view, (one) => isPermanentBan(view.settings.decisions, one)),
  'waiting-entries': (view) => entriesOf(view, ({ approved }) => approved === undefined),
  'listed-entries': (view) => entriesOf(view, () => true),
  holds: ({ read: { records }, now }) =>
    records.holds
      .filter(({ content }) => isHolding(content, now))
      .map(({ number, content }) => ({ value: String(number), label: `Until ${dayText(content.until)}` })),
};

/** What a form that stands at a record is called. @param number of the record */
export const recordFormName = ({ name }: Pick<OperationForm, 'name'>, number: number | string): CaseForm =>
  `${name}-${number}`;

const Field = ({
  view,
  form,
  field,
  record,
}: {
  readonly view: CaseView;
  readonly form: CaseForm;
  readonly field: FormField;
  readonly record?: number | undefined;
}) => {
  const { label, hint } = field;
  const common = { ...fieldOf(view, form, field.name), label, hint };
  const value = typed(view, form, field.name);
  switch (field.as) {
    case 'this-record':
      return <input type="hidden" name={field.name} value={String(record)} />;
    case 'line':
      return <Input {...common} type="text" value={value} />;
    case 'lines':
      return <TextArea {...common} rows={field.rows} value={value} />;
    case 'day':
      return <Input {...common} type="date" value={value} />;
    case 'end-of-day':
      return <Input {...common} type="date" min={day(addDays(view.now, 1))} value={value} />;
    case 'choice':
    case 'record': {
      const none = field.none === undefined ? [] : [{ value: '', label: field.none }];
      return <Select {...common} choices={[...none, ...offered(view, field, record)]} chosen={value} />;
    }
    case 'one-of': {
      const choices = field.options.map(([option, name]) => ({ value: option, label: name }));
      return <Select {...common} choices={choices} chosen={value} />;
    }
  }
};

const offered = (
  view: CaseView,
  field: Extract<FormField, { as: 'choice' | 'record' }>,
  record?: number,
): Choice[] => (field.as === 'choice' ? choicesOf[field.from](view, record) : recordsOf[field.from](view));

const isOffered = (view: CaseView, { fields }: OperationForm, record?: number): boolean =>
  fields.every(
    (field) =>
      (field.as !== 'choice' && field.as !== 'record') ||
      field.none !== undefined ||
      offered(view, field, record).length > 0,
  );

const isAtRecord = ({ fields }: OperationForm): boolean => fields.some(({ as }) => as === 'this-record');

type DescribedForm = {
  readonly view: CaseView;
  readonly operation: CaseOperation;
  readonly form: OperationForm;
  /** The number of the record at which it stands. */
  readonly record?: number;
};

const Described = ({ view, operation, form, record }: DescribedForm) => {
  const name = record === undefined ? form.name : recordFormName(form, record);
  return (
    <Folded view={view} form={name} summary={form.summary}>
      <form method="post" action={formAction(operation, view.read.head.caseId)} autocomplete="off">
        <Hidden view={view} />
        {form.text !== undefined && <p>{form.text}</p>}
        {form.fields.map((field) => (
          <Field view={view} form={name} field={field} record={record} />
        ))}
        <button type="submit">{form.button}</button>
      </form>
    </Folded>
  );
};

/** The form of an operation that stands at each record to which it applies. @param number of the record */
export const RecordForm = ({
  view,
  operation,
  number,
}: {
  readonly view: CaseView;
  readonly operation: CaseOperation;
  readonly number: number;
}) => {
  const { form } = operation;
  if (!form || !view.may(operation.name) || !isOffered(view, form, number)) return null;
  return <Described view={view} operation={operation} form={form} record={number} />;
};

/** The forms that operations describe themselves, each behind its summary, in the panel where they belong. */
export const OperationForms = ({ view, panel }: { readonly view: CaseView; readonly panel: string }) => (
  <>
    {caseOperations.map((operation) => {
      const { form } = operation;
      if (
        form?.panel !== panel ||
        isAtRecord(form) ||
        (form.page ?? 'case') !== view.page ||
        !view.may(operation.name) ||
        !isOffered(view, form)
      )
        return null;
      return <Described view={view} operation={operation} form={form} />;
    })}
  </>
);
